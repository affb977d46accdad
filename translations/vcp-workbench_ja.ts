<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ja" sourcelanguage="en">
<context>
    <name>Arguments</name>
    <message>
        <source>There is no option “%1”. --help lists those there are.</source>
        <translation>オプション「%1」はありません。使用できるものは --help で確認できます。</translation>
    </message>
    <message>
        <source>There is no option “%1”. Did you mean “--%2”?</source>
        <translation>オプション「%1」はありません。「--%2」のことですか?</translation>
    </message>
    <message>
        <source>The option “--%1” is given twice.</source>
        <translation>オプション「--%1」が2回指定されています。</translation>
    </message>
    <message>
        <source>The option “--%1” takes no value.</source>
        <translation>オプション「--%1」に値は指定できません。</translation>
    </message>
    <message>
        <source>The option “--%1” needs a value: %2</source>
        <translation>オプション「--%1」には値が必要です: %2</translation>
    </message>
</context>
<context>
    <name>Audit</name>
    <message>
        <source>parts that pass</source>
        <translation>合格の部品</translation>
    </message>
    <message>
        <source>parts to be reviewed</source>
        <translation>要確認の部品</translation>
    </message>
    <message>
        <source>parts that fail</source>
        <translation>不合格の部品</translation>
    </message>
    <message>
        <source>all parts</source>
        <translation>すべての部品</translation>
    </message>
    <message>
        <source>good</source>
        <translation>良品</translation>
    </message>
    <message>
        <source>defective</source>
        <translation>不良品</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <comment>38 (4.7 %)</comment>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>at most %1 (%2)</source>
        <comment>38 (4.7 %)</comment>
        <translation>%1 以下（%2）</translation>
    </message>
    <message>
        <source>at least %1 (%2)</source>
        <comment>38 (4.7 %)</comment>
        <translation>%1 以上（%2）</translation>
    </message>
    <message>
        <source>%1 to %2 (%3 to %4)</source>
        <comment>3 to 38 (0.3 % to 4.7 %)</comment>
        <translation>%1～%2（%3～%4）</translation>
    </message>
    <message>
        <source>Of %1 parts that pass %2 were drawn by chance and labelled, %3 of them defective. Escapes among all of them: %4.</source>
        <translation>合格の部品%1個から%2個を無作為に抜き取ってラベル付けし、うち%3個が不良品でした。合格部品全体での見逃し: %4。</translation>
    </message>
    <message>
        <source>Of %1 parts to be reviewed %2 were drawn by chance and labelled, %3 of them defective. Defective among all of them: %4.</source>
        <translation>要確認の部品%1個から%2個を無作為に抜き取ってラベル付けし、うち%3個が不良品でした。要確認部品全体での不良品: %4。</translation>
    </message>
    <message>
        <source>Of %1 parts that fail %2 were drawn by chance and labelled, %3 of them good. Overkill among all of them: %4.</source>
        <translation>不合格の部品%1個から%2個を無作為に抜き取ってラベル付けし、うち%3個が良品でした。不合格部品全体での過検出: %4。</translation>
    </message>
    <message>
        <source>Of all %1 parts %2 were drawn by chance and labelled, %3 of them defective. Defective among all: %4.</source>
        <translation>全部品%1個から%2個を無作為に抜き取ってラベル付けし、うち%3個が不良品でした。全体での不良品: %4。</translation>
    </message>
</context>
<context>
    <name>Bench</name>
    <message>
        <source>“%1” are no batch sizes. Give one or several, such as: --batch 1,8,32</source>
        <translation>「%1」はバッチサイズとして使用できません。1つまたは複数指定してください。例: --batch 1,8,32</translation>
    </message>
    <message>
        <source>%1 on %2, %3, %4 px; loaded in %5 s</source>
        <translation>%1、%2 上で実行、%3、%4 px、読み込み %5 s</translation>
    </message>
    <message>
        <source>batch %1: not enough memory</source>
        <translation>バッチ %1: メモリ不足</translation>
    </message>
    <message>
        <source>batch %1: %2 ms per image, %3 GFLOP/s, %4 % of the best matrix product here</source>
        <translation>バッチ %1: 画像1枚あたり %2 ms、%3 GFLOP/s、この環境で最速の行列積の %4 %</translation>
    </message>
    <message>
        <source>against float32 on the CPU: maps differ by %1 at most</source>
        <translation>CPU の float32 との比較: マップの差は最大 %1</translation>
    </message>
    <message>
        <source>images that the model gets together; several sizes are measured in turn (default: 1)</source>
        <translation>モデルにまとめて渡す画像の枚数。複数指定すると順に測定（既定値: 1）</translation>
    </message>
    <message>
        <source>batches of each size (default: 10)</source>
        <translation>各サイズのバッチ数（既定値: 10）</translation>
    </message>
    <message>
        <source>compare with float32 on the CPU too, and keep what comes out for the workbench</source>
        <translation>CPU の float32 とも比較し、結果をワークベンチ用に保存</translation>
    </message>
    <message>
        <source>write the figures to F; “-” for the standard output</source>
        <translation>測定値を F に書き込む。「-」は標準出力</translation>
    </message>
    <message>
        <source>vcp-inspect bench [options]

Measures a model on this computer: loading, seconds per image by stage, memory, and its rate against that of
the best matrix product here. Run it on an idle computer.</source>
        <translation>vcp-inspect bench [オプション]

このコンピューターでモデルの性能を測定します: 読み込み、画像1枚あたりの秒数（段階別）、メモリ、
およびこの環境で最速の行列積に対する演算速度。ほかの処理をしていないコンピューターで実行してください。</translation>
    </message>
    <message>
        <source>bench takes no files: it measures with the sample parts.</source>
        <translation>bench にファイルは指定できません。サンプル部品を使って測定します。</translation>
    </message>
</context>
<context>
    <name>BlindAgreement</name>
    <message>
        <source>Compared with</source>
        <translation>比較相手</translation>
    </message>
    <message>
        <source>Alike</source>
        <translation>一致</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>割合</translation>
    </message>
    <message>
        <source>95 % confidence</source>
        <translation>95 % 信頼区間</translation>
    </message>
    <message>
        <source>Kappa</source>
        <translation>カッパ係数</translation>
    </message>
    <message>
        <source>Agreement</source>
        <translation>一致度</translation>
    </message>
    <message>
        <source>the machine</source>
        <translation>機械</translation>
    </message>
    <message>
        <source>own verdict before</source>
        <translation>本人の以前の判定</translation>
    </message>
    <message>
        <source>nameless</source>
        <translation>名前なし</translation>
    </message>
</context>
<context>
    <name>BlindText</name>
    <message>
        <source>%1: %2</source>
        <extracomment>a person and what that person said of a part</extracomment>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>CommandLine</name>
    <message>
        <source>Shows where parts are defective, zero-shot, with VCP-CLIP.</source>
        <translation>VCP-CLIP により、部品の欠陥の位置をゼロショットで表示します。</translation>
    </message>
    <message>
        <source>Images and folders to open.</source>
        <translation>開く画像とフォルダー。</translation>
    </message>
    <message>
        <source>Model bundle to use.</source>
        <translation>使用するモデルバンドル。</translation>
    </message>
    <message>
        <source>folder</source>
        <translation>フォルダー</translation>
    </message>
    <message>
        <source>CLIP weights, together with --vcp.</source>
        <translation>CLIP の重み。--vcp と併用。</translation>
    </message>
    <message>
        <source>file</source>
        <translation>ファイル</translation>
    </message>
    <message>
        <source>VCP-CLIP weights, together with --clip.</source>
        <translation>VCP-CLIP の重み。--clip と併用。</translation>
    </message>
    <message>
        <source>auto, cpu, cuda or cuda:N.</source>
        <translation>auto、cpu、cuda または cuda:N。</translation>
    </message>
    <message>
        <source>device</source>
        <translation>デバイス</translation>
    </message>
    <message>
        <source>Write the log to the terminal as well.</source>
        <translation>ログを端末にも出力。</translation>
    </message>
    <message>
        <source>Print the version and end.</source>
        <translation>バージョンを表示して終了。</translation>
    </message>
</context>
<context>
    <name>DatasetProblem</name>
    <message>
        <source>“%1” leads out of the data set, to “%2”. It was not read.</source>
        <translation>「%1」はデータセットの外の「%2」を指しています。読み込みませんでした。</translation>
    </message>
    <message>
        <source>The file “%1” is missing. Copy the data set again from its source.</source>
        <translation>ファイル「%1」がありません。データセットを元の場所からコピーし直してください。</translation>
    </message>
    <message>
        <source>The folder “%1” could not be read: %2. Check its permissions and its drive.</source>
        <translation>フォルダー「%1」を読み込めませんでした: %2。アクセス権とドライブを確認してください。</translation>
    </message>
    <message>
        <source>The list “%1” is not valid at “%2”. That record was left out.</source>
        <translation>リスト「%1」の「%2」が正しくありません。このレコードは除外しました。</translation>
    </message>
    <message>
        <source>The annotation “%1” is not valid at “%2”. Its image was left out.</source>
        <translation>アノテーション「%1」の「%2」が正しくありません。対応する画像は除外しました。</translation>
    </message>
    <message>
        <source>The annotation “%1” holds a shape without an area, “%2”. The shape was left out.</source>
        <translation>アノテーション「%1」に面積のない図形「%2」があります。この図形は除外しました。</translation>
    </message>
    <message>
        <source>The image “%1” could not be read (%2). Copy it again from its source.</source>
        <translation>画像「%1」を読み込めませんでした（%2）。元の場所からコピーし直してください。</translation>
    </message>
    <message>
        <source>The mask “%1” could not be read (%2). Copy it again from its source.</source>
        <translation>マスク「%1」を読み込めませんでした（%2）。元の場所からコピーし直してください。</translation>
    </message>
    <message>
        <source>The mask “%1” has another size than its image: %2. Draw it again on the image.</source>
        <translation>マスク「%1」のサイズが画像と異なります: %2。画像上で描き直してください。</translation>
    </message>
    <message>
        <source>Nothing tells where the image “%1” is defective: its mask is missing. Add the mask, or leave the image out.</source>
        <translation>画像「%1」の欠陥の位置を示すマスクがありません。マスクを追加するか、画像を除外してください。</translation>
    </message>
    <message>
        <source>The defective images of “%2” have no masks: it has no pixel figures.</source>
        <translation>「%2」の不良品画像にはマスクがないため、ピクセル単位の指標はありません。</translation>
    </message>
    <message>
        <source>The mask “%1” belongs to no image.</source>
        <translation>マスク「%1」に対応する画像がありません。</translation>
    </message>
    <message>
        <source>No name of a mask in “%1” fits an image: %2 pairs were made by order, first to first. Check that they belong together.</source>
        <translation>「%1」には画像と名前が一致するマスクがありません。先頭から順に%2組を対応付けました。正しい組み合わせか確認してください。</translation>
    </message>
    <message>
        <source>The product “%2” holds no image. It was left out.</source>
        <translation>製品「%2」には画像がありません。除外しました。</translation>
    </message>
    <message>
        <source>The test images of “%2” are all good or all defective: figures that need both are not defined.</source>
        <translation>「%2」のテスト画像はすべて良品、またはすべて不良品です。両方が必要な指標は定義されません。</translation>
    </message>
    <message>
        <source>The list “%1” names images that it or another list has named before (%2): each counts once.</source>
        <translation>リスト「%1」には、このリストまたは別のリストにすでにある画像が含まれています（%2）。それぞれ1回だけ数えます。</translation>
    </message>
    <message>
        <source>The mask “%1” marks nothing, though its image is defective. Draw the defect, or put the image with the good ones.</source>
        <translation>マスク「%1」には何も描かれていませんが、その画像は不良です。欠陥を描くか、画像を良品に移してください。</translation>
    </message>
    <message>
        <source>The pictures in the folder “%1” (%2) were left out: nothing says what they are. Put them into “good” or the folder of a defect.</source>
        <translation>フォルダー「%1」の画像（%2）は、何の画像か示すものがないため除外しました。「good」または欠陥のフォルダーに入れてください。</translation>
    </message>
</context>
<context>
    <name>DefectColumn</name>
    <message>
        <source>Part</source>
        <translation>部品</translation>
    </message>
    <message>
        <source>#</source>
        <translation>#</translation>
    </message>
    <message>
        <source>Box</source>
        <translation>外接枠</translation>
    </message>
    <message>
        <source>Zone</source>
        <translation>ゾーン</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>クラス</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>判定</translation>
    </message>
    <message>
        <source>millimetres</source>
        <translation>ミリメートル</translation>
    </message>
    <message>
        <source>image pixels</source>
        <translation>画像のピクセル</translation>
    </message>
    <message>
        <source>File of the part</source>
        <translation>部品のファイル</translation>
    </message>
    <message>
        <source>Number of the region in its part</source>
        <translation>部品内での領域の番号</translation>
    </message>
    <message>
        <source>Area in %1 squared</source>
        <translation>面積（単位: %1の2乗）</translation>
    </message>
    <message>
        <source>Longest Feret diameter in %1</source>
        <translation>最大フェレ径（単位: %1）</translation>
    </message>
    <message>
        <source>Shortest Feret diameter in %1</source>
        <translation>最小フェレ径（単位: %1）</translation>
    </message>
    <message>
        <source>Centre, from the left edge of the image, in %1</source>
        <translation>画像の左端から中心までの距離（単位: %1）</translation>
    </message>
    <message>
        <source>Centre, from the upper edge of the image, in %1</source>
        <translation>画像の上端から中心までの距離（単位: %1）</translation>
    </message>
    <message>
        <source>Left and upper edge, width and height in %1</source>
        <translation>左端、上端、幅、高さ（単位: %1）</translation>
    </message>
    <message>
        <source>Greatest value, 0 to 1</source>
        <translation>最大値、0～1</translation>
    </message>
    <message>
        <source>Mean value, 0 to 1</source>
        <translation>平均値、0～1</translation>
    </message>
    <message>
        <source>Mean value minus the mean of its surroundings</source>
        <translation>平均値と周囲の平均値との差</translation>
    </message>
    <message>
        <source>Zone of the recipe that it lies in</source>
        <translation>領域が位置するレシピのゾーン</translation>
    </message>
    <message>
        <source>What a person or a rule calls it</source>
        <translation>人またはルールが付けた名称</translation>
    </message>
    <message>
        <source>What the region alone calls for</source>
        <translation>その領域だけで決まる判定</translation>
    </message>
</context>
<context>
    <name>DefectField</name>
    <message>
        <source>what the region alone calls for</source>
        <translation>その領域だけで決まる判定</translation>
    </message>
    <message>
        <source>reaches the fail limit</source>
        <translation>不合格しきい値に達する</translation>
    </message>
    <message>
        <source>reaches only the review limit</source>
        <translation>要確認しきい値のみに達する</translation>
    </message>
    <message>
        <source>name of the part&apos;s file</source>
        <translation>部品のファイル名</translation>
    </message>
    <message>
        <source>number of the region in its part</source>
        <translation>部品内での領域の番号</translation>
    </message>
    <message>
        <source>area</source>
        <translation>面積</translation>
    </message>
    <message>
        <source>longest Feret diameter</source>
        <translation>最大フェレ径</translation>
    </message>
    <message>
        <source>shortest Feret diameter</source>
        <translation>最小フェレ径</translation>
    </message>
    <message>
        <source>centre, from the left edge</source>
        <translation>左端から中心までの距離</translation>
    </message>
    <message>
        <source>centre, from the upper edge</source>
        <translation>上端から中心までの距離</translation>
    </message>
    <message>
        <source>greatest value, 0 to 1</source>
        <translation>最大値、0～1</translation>
    </message>
    <message>
        <source>mean value, 0 to 1</source>
        <translation>平均値、0～1</translation>
    </message>
    <message>
        <source>mean value minus the mean of its surroundings</source>
        <translation>平均値と周囲の平均値との差</translation>
    </message>
    <message>
        <source>zone of the recipe</source>
        <translation>レシピのゾーン</translation>
    </message>
    <message>
        <source>class of the defect</source>
        <translation>欠陥のクラス</translation>
    </message>
</context>
<context>
    <name>ErrorText</name>
    <message>
        <source>The file “%1” does not exist. Check its name, and whether its drive is connected.</source>
        <translation>ファイル「%1」が存在しません。名前と、ドライブが接続されているかを確認してください。</translation>
    </message>
    <message>
        <source>The file “%1” could not be read: %2. Check its permissions and its drive.</source>
        <translation>ファイル「%1」を読み込めませんでした: %2。アクセス権とドライブを確認してください。</translation>
    </message>
    <message>
        <source>The file “%1” is empty. Copy it again from its source.</source>
        <translation>ファイル「%1」は空です。元の場所からコピーし直してください。</translation>
    </message>
    <message>
        <source>“%1” could not be written: %2. Check the folder&apos;s permissions and the free space.</source>
        <translation>「%1」に書き込めませんでした: %2。フォルダーのアクセス権と空き容量を確認してください。</translation>
    </message>
    <message>
        <source>“%1” is not an image that can be read. PNG, JPEG, BMP, TIFF and WebP are.</source>
        <translation>「%1」は読み込める画像ではありません。PNG、JPEG、BMP、TIFF、WebP に対応しています。</translation>
    </message>
    <message>
        <source>The image “%1” ends early: the file is truncated. Copy it again from its source.</source>
        <translation>画像「%1」が途中で終わっています（ファイルの欠損）。元の場所からコピーし直してください。</translation>
    </message>
    <message>
        <source>The image “%1” is damaged and could not be decoded. Copy it again from its source.</source>
        <translation>画像「%1」は破損しており、デコードできませんでした。元の場所からコピーし直してください。</translation>
    </message>
    <message>
        <source>The image “%1” uses a feature that is not supported: %2. Save it as an 8-bit RGB or grey image.</source>
        <translation>画像「%1」は対応していない機能を使用しています: %2。8ビットの RGB またはグレースケール画像として保存してください。</translation>
    </message>
    <message>
        <source>“%1” is not a weight file: it is neither a PyTorch nor a safetensors file. Choose another file.</source>
        <translation>「%1」は重みファイルではありません。PyTorch のファイルでも safetensors のファイルでもありません。別のファイルを選択してください。</translation>
    </message>
    <message>
        <source>The weight file “%1” ends early: %2 bytes are needed, %3 are there. Download or copy it again.</source>
        <translation>重みファイル「%1」が途中で終わっています: %2 バイト必要ですが、%3 バイトしかありません。もう一度ダウンロードまたはコピーしてください。</translation>
    </message>
    <message>
        <source>The weight file “%1” is damaged (at: %2). Download or copy it again.</source>
        <translation>重みファイル「%1」は破損しています（箇所: %2）。もう一度ダウンロードまたはコピーしてください。</translation>
    </message>
    <message>
        <source>The weight file “%1” holds a compressed entry, “%2”; weight files store theirs uncompressed. Save it again with PyTorch.</source>
        <translation>重みファイル「%1」に圧縮された項目「%2」があります。重みファイルの項目は非圧縮でなければなりません。PyTorch で保存し直してください。</translation>
    </message>
    <message>
        <source>The weight file “%1” asks Python to run “%2”; weight files never need that, so it was refused. Nothing was executed.</source>
        <translation>重みファイル「%1」は Python に「%2」の実行を要求しています。重みファイルには不要な処理のため、拒否しました。何も実行していません。</translation>
    </message>
    <message>
        <source>The weight file “%1” holds an instruction that weight files never need (opcode %2 at offset %3), so it was refused. Nothing was executed.</source>
        <translation>重みファイル「%1」に、重みファイルには不要な命令（オフセット %3 のオペコード %2）があるため、拒否しました。何も実行していません。</translation>
    </message>
    <message>
        <source>The weight file “%1” is incomplete: tensor %2 %3 is missing. Choose the complete file.</source>
        <translation>重みファイル「%1」は不完全です: テンソル %2 %3 がありません。完全なファイルを選択してください。</translation>
    </message>
    <message>
        <source>The weight file “%1” does not fit: it holds a tensor that is not expected, %2 %3. Choose the weights of another model.</source>
        <translation>重みファイル「%1」は使用できません: 想定外のテンソル %2 %3 があります。別のモデルの重みを選択してください。</translation>
    </message>
    <message>
        <source>The weight file “%1” does not fit: tensor %2 is %3, expected %4.</source>
        <translation>重みファイル「%1」は使用できません: テンソル %2 は %3 ですが、%4 でなければなりません。</translation>
    </message>
    <message>
        <source>The weight file “%1” does not fit: tensor %2 is of type %3, floating-point numbers are expected.</source>
        <translation>重みファイル「%1」は使用できません: テンソル %2 の型は %3 ですが、浮動小数点数でなければなりません。</translation>
    </message>
    <message>
        <source>The weight file “%1” cannot be used: tensor %2 holds %3 values that are infinite or not a number. Choose another checkpoint.</source>
        <translation>重みファイル「%1」は使用できません: テンソル %2 に無限大または非数の値が%3個あります。別のチェックポイントを選択してください。</translation>
    </message>
    <message>
        <source>The weight file “%1” is of the wrong kind: found %2, expected %3. Choose another file.</source>
        <translation>重みファイル「%1」の種類が違います: %2 ですが、%3 でなければなりません。別のファイルを選択してください。</translation>
    </message>
    <message>
        <source>The model description “%1” is not valid at “%2”. Correct it, or import the model again.</source>
        <translation>モデル記述「%1」の「%2」が正しくありません。修正するか、モデルをインポートし直してください。</translation>
    </message>
    <message>
        <source>The file “%1” is not the one that its model describes: its SHA-256 is %2, expected %3. Copy it again from its source.</source>
        <translation>ファイル「%1」はモデルの記述と一致しません: SHA-256 は %2 ですが、%3 でなければなりません。元の場所からコピーし直してください。</translation>
    </message>
    <message>
        <source>The recipe “%1” is not valid at “%2”. Correct it, or save it again from the program.</source>
        <translation>レシピ「%1」の「%2」が正しくありません。修正するか、プログラムから保存し直してください。</translation>
    </message>
    <message>
        <source>CLIP and VCP-CLIP weights do not belong together: %1 gives %2, %3 wants %4. Choose the pair that was trained together.</source>
        <translation>CLIP と VCP-CLIP の重みの組み合わせが正しくありません: %1 の出力は %2 ですが、%3 には %4 が必要です。一緒に学習した組を選択してください。</translation>
    </message>
    <message>
        <source>The image size %1 does not fit: it must be a multiple of the patch size %2, such as %3 or %4.</source>
        <translation>画像サイズ %1 は使用できません。%3 や %4 のように、パッチサイズ %2 の倍数でなければなりません。</translation>
    </message>
    <message>
        <source>The layers “%1” do not fit: of the tower&apos;s %2 layers the weights read %3, so give as many ascending numbers from 1 to %2.</source>
        <translation>層「%1」は使用できません。重みはエンコーダーの%2層のうち%3層を読み取ります。同じ数の層番号を 1 から %2 までの昇順で指定してください。</translation>
    </message>
    <message>
        <source>The device “%1” is not available on this computer. Choose “cpu” or “auto”.</source>
        <translation>デバイス「%1」はこのコンピューターでは使用できません。「cpu」または「auto」を選択してください。</translation>
    </message>
    <message>
        <source>The precision “%1” is not available with the device “%2”. Choose “fp32” or “auto”.</source>
        <translation>精度「%1」はデバイス「%2」では使用できません。「fp32」または「auto」を選択してください。</translation>
    </message>
    <message>
        <source>There is not enough memory. Close other programs, or choose a smaller image size.</source>
        <translation>メモリが不足しています。ほかのプログラムを終了するか、小さい画像サイズを選択してください。</translation>
    </message>
    <message>
        <source>The program made a mistake: it gave the engine something invalid (%1). Please report this with the log.</source>
        <translation>プログラムの不具合です: エンジンに無効な内容（%1）が渡されました。ログを添えて報告してください。</translation>
    </message>
    <message>
        <source>A library that the program uses failed: %1. Please report this with the log.</source>
        <translation>プログラムが使用するライブラリでエラーが発生しました: %1。ログを添えて報告してください。</translation>
    </message>
    <message>
        <source>“%1”: %2</source>
        <comment>file: sentence</comment>
        <translation>「%1」: %2</translation>
    </message>
    <message>
        <source>neither CLIP nor VCP-CLIP weights</source>
        <translation>CLIP でも VCP-CLIP でもない重み</translation>
    </message>
    <message>
        <source>without a name</source>
        <translation>名前なし</translation>
    </message>
    <message>
        <source>The recipe “%1” is of version %2; this program reads up to version %3. Open it with a newer program.</source>
        <translation>レシピ「%1」のバージョンは %2 です。このプログラムが読み込めるのはバージョン %3 までです。新しいバージョンのプログラムで開いてください。</translation>
    </message>
    <message>
        <source>The limits of the recipe “%1” cross: %2 must not be above %3. Correct them in the file.</source>
        <translation>レシピ「%1」のしきい値が逆転しています: %2 は %3 以下でなければなりません。ファイル内で修正してください。</translation>
    </message>
    <message>
        <source>The recipe “%1” draws outside its picture of %3 × %4 pixels, at “%2”. Correct it, or draw the area anew.</source>
        <translation>レシピ「%1」は %3 × %4 ピクセルの画像の外に描画しています（箇所: 「%2」）。修正するか、領域を描き直してください。</translation>
    </message>
    <message>
        <source>The recipe “%1” was made for another model (%2…, in use is %3…). Switch to its model, or save a recipe for this one.</source>
        <translation>レシピ「%1」は別のモデル用です（%2…、使用中は %3…）。そのモデルに切り替えるか、現在のモデル用にレシピを保存してください。</translation>
    </message>
    <message>
        <source>What was stored of “%1” is damaged (at: %2). Inspect the image again.</source>
        <translation>「%1」の保存内容が破損しています（箇所: %2）。画像を検査し直してください。</translation>
    </message>
    <message>
        <source>The history “%1” was written by a newer version of this program (its form is %2, at most %3 is known). Nothing was changed. Use the newer version.</source>
        <translation>履歴「%1」はこのプログラムの新しいバージョンで書き込まれています（形式 %2、対応は %3 まで）。何も変更していません。新しいバージョンを使用してください。</translation>
    </message>
    <message>
        <source>The history “%1” is damaged: %2. Start the program again: it puts the damaged file aside and begins a new one.</source>
        <translation>履歴「%1」は破損しています: %2。プログラムを再起動してください。破損したファイルを退避し、新しいファイルを作成します。</translation>
    </message>
    <message>
        <source>The file “%1” changes while it is read. Inspect it again when it has been written.</source>
        <translation>ファイル「%1」は読み込み中に変更されました。書き込みが終わってから検査し直してください。</translation>
    </message>
    <message>
        <source>The model gives no number for the image “%1”: its weights cannot be used. Choose another model.</source>
        <translation>モデルが画像「%1」に対して数値を出力しません。重みを使用できません。別のモデルを選択してください。</translation>
    </message>
    <message>
        <source>CMYK colours</source>
        <translation>CMYK カラー</translation>
    </message>
    <message>
        <source>floating-point samples</source>
        <translation>浮動小数点サンプル</translation>
    </message>
    <message>
        <source>signed samples</source>
        <translation>符号付きサンプル</translation>
    </message>
    <message>
        <source>samples of %1 bits in this arrangement</source>
        <translation>この配置の %1 ビットサンプル</translation>
    </message>
    <message>
        <source>a palette of %1 bits</source>
        <translation>%1 ビットのパレット</translation>
    </message>
    <message>
        <source>%1 channels</source>
        <translation>%1 チャンネル</translation>
    </message>
    <message>
        <source>TIFF colour space %1</source>
        <translation>TIFF 色空間 %1</translation>
    </message>
    <message>
        <source>JPEG with %1 bits</source>
        <translation>%1 ビットの JPEG</translation>
    </message>
    <message>
        <source>JPEG with %1 components</source>
        <translation>%1 成分の JPEG</translation>
    </message>
    <message>
        <source>BMP of OS/2</source>
        <translation>OS/2 形式の BMP</translation>
    </message>
    <message>
        <source>BMP compression %1</source>
        <translation>BMP の圧縮方式 %1</translation>
    </message>
    <message>
        <source>animated WebP</source>
        <translation>アニメーション WebP</translation>
    </message>
    <message>
        <source>an unusual form of samples</source>
        <translation>特殊なサンプル形式</translation>
    </message>
    <message>
        <source>the version of the old PyTorch format</source>
        <translation>旧 PyTorch 形式のバージョン</translation>
    </message>
    <message>
        <source>the system of the old PyTorch format</source>
        <translation>旧 PyTorch 形式のシステム情報</translation>
    </message>
    <message>
        <source>the byte order</source>
        <translation>バイト順</translation>
    </message>
    <message>
        <source>the list of storages</source>
        <translation>ストレージの一覧</translation>
    </message>
    <message>
        <source>the end of the zip archive</source>
        <translation>zip アーカイブの末尾</translation>
    </message>
    <message>
        <source>the directory of the zip archive</source>
        <translation>zip アーカイブのディレクトリ</translation>
    </message>
    <message>
        <source>the zip entry “%1”</source>
        <translation>zip の項目「%1」</translation>
    </message>
    <message>
        <source>the pickle, nested too deeply</source>
        <translation>pickle（入れ子が深すぎます）</translation>
    </message>
    <message>
        <source>the pickle, at offset %1</source>
        <translation>pickle のオフセット %1</translation>
    </message>
    <message>
        <source>the length of the safetensors header</source>
        <translation>safetensors ヘッダーの長さ</translation>
    </message>
    <message>
        <source>the safetensors header</source>
        <translation>safetensors ヘッダー</translation>
    </message>
    <message>
        <source>the storage “%1”</source>
        <translation>ストレージ「%1」</translation>
    </message>
    <message>
        <source>the tensor name “%1”</source>
        <translation>テンソル名「%1」</translation>
    </message>
    <message>
        <source>the tensor “%1”</source>
        <translation>テンソル「%1」</translation>
    </message>
    <message>
        <source>The folder “%1” is laid out like none of the data sets that are read. Name its layout, or sort its images into “good” and a folder for each defect.</source>
        <translation>フォルダー「%1」の形式は、読み込めるどのデータセットにも当てはまりません。形式を指定するか、画像を「good」と欠陥ごとのフォルダーに分けてください。</translation>
    </message>
    <message>
        <source>The folder “%1” does not hold a data set in the layout “%2”. Choose another layout or another folder.</source>
        <translation>フォルダー「%1」に形式「%2」のデータセットがありません。別の形式または別のフォルダーを選択してください。</translation>
    </message>
    <message>
        <source>“%1” does not describe a data set: it is not valid at “%2”. Correct it, or copy it again from its source.</source>
        <translation>「%1」はデータセットの記述として「%2」が正しくありません。修正するか、元の場所からコピーし直してください。</translation>
    </message>
    <message>
        <source>The folder “%1” holds too many files: a data set has at most %2. Choose a folder further down.</source>
        <translation>フォルダー「%1」のファイルが多すぎます。データセットは %2 ファイルまでです。さらに下の階層のフォルダーを選択してください。</translation>
    </message>
    <message>
        <source>Nothing tells where the image “%1” is defective: its mask is missing. Add the mask, or leave the image out.</source>
        <translation>画像「%1」の欠陥の位置を示すマスクがありません。マスクを追加するか、画像を除外してください。</translation>
    </message>
    <message>
        <source>The mask “%1” has another size than its image: %2 × %3 pixels, the image %4 × %5. Draw it again on the image.</source>
        <translation>マスク「%1」のサイズが画像と異なります: マスクは %2 × %3 ピクセル、画像は %4 × %5 ピクセルです。画像上で描き直してください。</translation>
    </message>
    <message>
        <source>“%1” is no record of a training (at: %2). Nothing was changed. Choose another folder.</source>
        <translation>「%1」は学習の記録ではありません（箇所: %2）。何も変更していません。別のフォルダーを選択してください。</translation>
    </message>
    <message>
        <source>“%1” holds another training, with other options or other data. Nothing was changed. Choose another folder, or give the options of that training to go on with it.</source>
        <translation>「%1」にはオプションまたはデータの異なる別の学習があります。何も変更していません。別のフォルダーを選択するか、その学習を続ける場合は同じオプションを指定してください。</translation>
    </message>
    <message>
        <source>The loss is no longer a number (step %1). The last good checkpoint is kept. Start again from it with a lower learning rate.</source>
        <translation>損失が数値でなくなりました（ステップ %1）。最後の正常なチェックポイントは残っています。学習率を下げて、そこから再開してください。</translation>
    </message>
    <message>
        <source>“%1” could not be opened: %2. Check that it is connected, and that no other program uses it.</source>
        <translation>「%1」を開けませんでした: %2。接続されているか、ほかのプログラムが使用していないかを確認してください。</translation>
    </message>
    <message>
        <source>“%1” gives no pictures any more: %2. Check its cable and its power; it is tried again by itself.</source>
        <translation>「%1」から画像が届かなくなりました: %2。ケーブルと電源を確認してください。自動で再試行します。</translation>
    </message>
    <message>
        <source>“%1” has given no picture for %2 s. Check its trigger and its exposure; it is tried again by itself.</source>
        <translation>「%1」から %2 s の間、画像が届いていません。トリガーと露光を確認してください。自動で再試行します。</translation>
    </message>
    <message>
        <source>“%1” asks for something that this program doesn&apos;t have: %2.</source>
        <translation>「%1」には、このプログラムにない機能が必要です: %2。</translation>
    </message>
    <message>
        <source>GenICam cameras, for which it has to be built with Aravis</source>
        <translation>GenICam カメラ（Aravis を組み込んだビルドが必要）</translation>
    </message>
    <message>
        <source>an address that begins with neither http, https, rtsp nor rtsps</source>
        <translation>http、https、rtsp、rtsps のいずれでも始まらないアドレス</translation>
    </message>
    <message>
        <source>a trigger that the camera doesn&apos;t have</source>
        <translation>カメラにないトリガー</translation>
    </message>
    <message>
        <source>to go to another time, which only videos can</source>
        <translation>別の時刻への移動（動画のみ可能）</translation>
    </message>
    <message>
        <source>the setting “%1”</source>
        <translation>設定「%1」</translation>
    </message>
    <message>
        <source>the pixel format “%1”</source>
        <translation>ピクセル形式「%1」</translation>
    </message>
    <message>
        <source>it did not answer in time</source>
        <translation>時間内に応答がありませんでした</translation>
    </message>
    <message>
        <source>it gives no video that can be read, or asks for another user or password</source>
        <translation>読み込める動画がないか、別のユーザー名またはパスワードを求められています</translation>
    </message>
    <message>
        <source>the connection has ended</source>
        <translation>接続が終了しました</translation>
    </message>
    <message>
        <source>it is not open</source>
        <translation>開かれていません</translation>
    </message>
    <message>
        <source>it is not there</source>
        <translation>存在しません</translation>
    </message>
    <message>
        <source>the camera does not answer any more</source>
        <translation>カメラが応答しなくなりました</translation>
    </message>
    <message>
        <source>it has no pictures to give</source>
        <translation>取得できる画像がありません</translation>
    </message>
    <message>
        <source>it is not a camera</source>
        <translation>カメラではありません</translation>
    </message>
    <message>
        <source>it is not a folder</source>
        <translation>フォルダーではありません</translation>
    </message>
    <message>
        <source>it is no video that can be read</source>
        <translation>読み込める動画ではありません</translation>
    </message>
    <message>
        <source>there is not enough memory</source>
        <translation>メモリが不足しています</translation>
    </message>
    <message>
        <source>“%1” is no table of verdicts, or has other columns. Nothing was changed. Choose another file.</source>
        <translation>「%1」は判定の表ではないか、列が異なります。何も変更していません。別のファイルを選択してください。</translation>
    </message>
    <message>
        <source>“%1” is no ordinary file. Choose another one.</source>
        <translation>「%1」は通常のファイルではありません。別のものを選択してください。</translation>
    </message>
    <message>
        <source>“%1” is being written by another program. It is tried again by itself.</source>
        <translation>「%1」は別のプログラムが書き込み中です。自動で再試行します。</translation>
    </message>
    <message>
        <source>“%1” did not take the message: %2.</source>
        <translation>「%1」がメッセージを受け付けませんでした: %2。</translation>
    </message>
    <message>
        <source>MQTT, for which it has to be built with libmosquitto</source>
        <translation>MQTT（libmosquitto を組み込んだビルドが必要）</translation>
    </message>
    <message>
        <source>no computer of this name is known</source>
        <translation>この名前のコンピューターが見つかりません</translation>
    </message>
    <message>
        <source>no program answers there</source>
        <translation>接続先で応答するプログラムがありません</translation>
    </message>
    <message>
        <source>it cannot be reached</source>
        <translation>接続できません</translation>
    </message>
    <message>
        <source>it closed the connection</source>
        <translation>相手側が接続を閉じました</translation>
    </message>
    <message>
        <source>its certificate is not trusted, or it speaks without encryption</source>
        <translation>証明書が信頼されていないか、暗号化されていません</translation>
    </message>
    <message>
        <source>it does not accept this user and password</source>
        <translation>このユーザー名とパスワードは受け付けられません</translation>
    </message>
    <message>
        <source>it does not accept the name of this program</source>
        <translation>このプログラムの名前は受け付けられません</translation>
    </message>
    <message>
        <source>it says that it is not available</source>
        <translation>利用できないとの応答がありました</translation>
    </message>
    <message>
        <source>the message is too long for it</source>
        <translation>メッセージが長すぎて受け付けられません</translation>
    </message>
    <message>
        <source>it answers with HTTP status %1</source>
        <translation>HTTP ステータス %1 が返されました</translation>
    </message>
    <message>
        <source>error %1</source>
        <translation>エラー %1</translation>
    </message>
    <message>
        <source>The image “%1” of %2 × %3 pixels would be cut into %5 tiles of %4 px, more than %6. Let the recipe&apos;s tiles have a side of at least %7 px.</source>
        <translation>画像「%1」（%2 × %3 ピクセル）は %4 px のタイル%5枚に分割され、上限の%6枚を超えます。レシピのタイルの一辺を %7 px 以上にしてください。</translation>
    </message>
    <message>
        <source>What the recipe knows of good parts doesn&apos;t fit: it was learned from answers of %1 (views × layers × rows × columns), this one has %2. Learn from good parts again, or turn it off.</source>
        <translation>レシピの良品ベースラインが合いません。学習時の出力は %1（ビュー × 層 × 行 × 列）ですが、今回は %2 です。良品から学習し直すか、オフにしてください。</translation>
    </message>
    <message>
        <source>Of pictures in %1 tiles nothing can be learned from good parts, of %2 at most. Choose larger tiles.</source>
        <translation>タイル%1枚に分割した画像では、良品から学習できません。%2枚までです。タイルを大きくしてください。</translation>
    </message>
    <message>
        <source>The file “%1” holds another picture now than the one that was inspected. Inspect it again.</source>
        <translation>ファイル「%1」の画像は、検査したときのものと異なります。もう一度検査してください。</translation>
    </message>
    <message>
        <source>The image “%1” is too large: %2 × %3 pixels; at most %4 megapixels are read, with sides of at most a million pixels. Cut it into parts.</source>
        <translation>画像「%1」は大きすぎます: %2 × %3 ピクセル。読み込めるのは最大 %4 メガピクセル、辺は最大 100 万ピクセルです。分割してください。</translation>
    </message>
    <message>
        <source>The mask “%1” marks nothing, though its image is defective. Draw the defect, or put the image with the good ones.</source>
        <translation>マスク「%1」には何も描かれていませんが、その画像は不良です。欠陥を描くか、画像を良品に移してください。</translation>
    </message>
    <message>
        <source>The image “%1” is too large: files of 2 GiB or more are not read. Save it compressed, or cut it into parts.</source>
        <translation>画像「%1」は大きすぎます: 2 GiB 以上のファイルは読み込めません。圧縮して保存するか、分割してください。</translation>
    </message>
    <message>
        <source>BMP with unusual bit masks</source>
        <translation>特殊なビットマスクの BMP</translation>
    </message>
    <message>
        <source>from %1 s on nothing more of it came</source>
        <translation>%1 s 以降は読み込めませんでした</translation>
    </message>
</context>
<context>
    <name>Eval</name>
    <message>
        <source>Model %1, %2 pixels, alpha %3, sigma %4</source>
        <translation>モデル %1、%2 ピクセル、alpha %3、sigma %4</translation>
    </message>
    <message>
        <source>Stopped before the last image of the second model; the files tell the figures of the first.</source>
        <translation>2つ目のモデルの最後の画像の前に中止しました。ファイルには1つ目のモデルの指標が記録されています。</translation>
    </message>
    <message>
        <source>Second minus first model, in points of per cent:</source>
        <translation>2つ目のモデルと1つ目のモデルの差（パーセントポイント）:</translation>
    </message>
    <message>
        <source>vcp-inspect eval [options] DATASET

Evaluates a model on a data set with masks: the published metrics of each product and their mean.
Returns 0 when all was read, 2 for wrong usage or an unusable model or data set, 3 when an image or
a mask could not be read.</source>
        <translation>vcp-inspect eval [オプション] DATASET

マスク付きのデータセットでモデルを評価します: 論文と同じ指標を製品ごとに計算し、その平均も求めます。
すべて読み込めた場合は 0、使い方の誤りまたは使用できないモデルやデータセットの場合は 2、
読み込めない画像やマスクがあった場合は 3 を返します。</translation>
    </message>
    <message>
        <source>Stopped before the last image; nothing was written.</source>
        <translation>最後の画像の前に中止しました。何も書き込んでいません。</translation>
    </message>
    <message>
        <source>No image can be compared: no product has good and anomalous images that both models answered.</source>
        <translation>比較できる画像がありません。両方のモデルの結果がある良品画像と異常画像がそろった製品がありません。</translation>
    </message>
    <message>
        <source>Of %1 images, each judged at its own model&apos;s limit of the greatest F1, both models are right on %2 and both wrong on %3; only the first is right on %4, only the second on %5.</source>
        <translation>画像%1枚を、各モデルの F1 が最大になるしきい値で判定した結果: 両方正解 %2枚、両方不正解 %3枚、1つ目のみ正解 %4枚、2つ目のみ正解 %5枚。</translation>
    </message>
    <message>
        <source>This may well be chance (McNemar&apos;s test: %1).</source>
        <translation>偶然の差である可能性が十分にあります（McNemar 検定: %1）。</translation>
    </message>
    <message>
        <source>“%1” is right more often, by more than chance (McNemar&apos;s test: %2).</source>
        <translation>「%1」のほうが正解が多く、偶然の差とは言えません（McNemar 検定: %2）。</translation>
    </message>
    <message>
        <source>pixel AUROC</source>
        <translation>ピクセル AUROC</translation>
    </message>
    <message>
        <source>PRO</source>
        <translation>PRO</translation>
    </message>
    <message>
        <source>AUPRO</source>
        <translation>AUPRO</translation>
    </message>
    <message>
        <source>pixel AP</source>
        <translation>ピクセル AP</translation>
    </message>
    <message>
        <source>pixel F1</source>
        <translation>ピクセル F1</translation>
    </message>
    <message>
        <source>image AUROC</source>
        <translation>画像 AUROC</translation>
    </message>
    <message>
        <source>image AP</source>
        <translation>画像 AP</translation>
    </message>
    <message>
        <source>image F1</source>
        <translation>画像 F1</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>ほか%n件</numerusform>
        </translation>
    </message>
    <message>
        <source>Data set %1 in %2</source>
        <translation>データセット %1（%2）</translation>
    </message>
    <message>
        <source>Layout %1, as given</source>
        <translation>形式 %1（指定）</translation>
    </message>
    <message>
        <source>Layout %1, told by %2</source>
        <translation>形式 %1（%2 により判別）</translation>
    </message>
    <message>
        <source> (would also fit: %1; choose with --layout)</source>
        <translation> （%1 にも該当。--layout で選択）</translation>
    </message>
    <message numerus="yes">
        <source>%n products</source>
        <translation>
            <numerusform>製品%n種</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n images</source>
        <translation>
            <numerusform>画像%n枚</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n for training</source>
        <translation>
            <numerusform>学習用%n枚</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n for test</source>
        <translation>
            <numerusform>テスト用%n枚</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n good</source>
        <translation>
            <numerusform>良品%n枚</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n anomalous</source>
        <translation>
            <numerusform>異常%n枚</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n masks</source>
        <translation>
            <numerusform>マスク%n枚</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n images of which nobody knows whether they are good</source>
        <translation>
            <numerusform>良品かどうか不明な画像%n枚</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n anomalous images without mask</source>
        <translation>
            <numerusform>マスクのない異常画像%n枚</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n masks without image</source>
        <translation>
            <numerusform>画像のないマスク%n枚</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n folders whose masks were paired by order, not by name</source>
        <translation>
            <numerusform>名前ではなく順番でマスクを対応付けたフォルダー%n個</numerusform>
        </translation>
    </message>
    <message>
        <source>Defects are marked by boxes, not by their pixels: pixel figures say little.</source>
        <translation>欠陥がピクセル単位ではなく枠で示されているため、ピクセル単位の指標はあまり参考になりません。</translation>
    </message>
    <message>
        <source>Masks are drawn coarsely and reach beyond the defects: pixel figures come out low.</source>
        <translation>マスクが大まかで欠陥の外側まで含むため、ピクセル単位の指標は低めに出ます。</translation>
    </message>
    <message numerus="yes">
        <source>The same is true of %n more.</source>
        <translation>
            <numerusform>ほか%n件も同様です。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Warning: %n images stand in both training and test of this data set.</source>
        <translation>
            <numerusform>警告: このデータセットでは画像%n枚が学習用とテスト用の両方に含まれています。</numerusform>
        </translation>
    </message>
    <message>
        <source>Warning: the weights “%1” were trained on this data set (%2). These are no zero-shot figures.</source>
        <translation>警告: 重み「%1」はこのデータセットで学習されています（%2）。これらはゼロショットの指標ではありません。</translation>
    </message>
    <message numerus="yes">
        <source>Warning: the weights “%1” have seen %n of these images in training. These are no zero-shot figures.</source>
        <translation>
            <numerusform>警告: 重み「%1」はこのうち画像%n枚を学習に使用しています。これらはゼロショットの指標ではありません。</numerusform>
        </translation>
    </message>
    <message>
        <source>Product</source>
        <translation>製品</translation>
    </message>
    <message>
        <source>images</source>
        <translation>画像</translation>
    </message>
    <message>
        <source>anomalous</source>
        <translation>異常</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>平均</translation>
    </message>
    <message>
        <source>In per cent. PRO is the published code&apos;s, AUPRO MVTec&apos;s exact one up to a false positive rate of 0.3.</source>
        <translation>単位は %。PRO は公開コードの定義、AUPRO は MVTec の厳密な定義（偽陽性率 0.3 まで）。</translation>
    </message>
    <message numerus="yes">
        <source>%n anomalous images without a usable mask count as images only.</source>
        <translation>
            <numerusform>使用できるマスクのない異常画像%n枚は、画像単位の指標のみに含まれます。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n images were left out: nobody knows whether they are good.</source>
        <translation>
            <numerusform>良品かどうか不明なため、画像%n枚を除外しました。</numerusform>
        </translation>
    </message>
    <message>
        <source>Products without an image to evaluate: %1</source>
        <translation>評価する画像のない製品: %1</translation>
    </message>
    <message>
        <source>There is no layout “%1”. Choose one of: %2.</source>
        <translation>形式「%1」はありません。次のいずれかを選択してください: %2。</translation>
    </message>
    <message>
        <source>There is no split “%1”. Choose test or train.</source>
        <translation>分割「%1」はありません。test または train を選択してください。</translation>
    </message>
    <message>
        <source>“%1” is named twice in --products.</source>
        <translation>--products に「%1」が2回指定されています。</translation>
    </message>
    <message>
        <source>The data set has no product “%1”.</source>
        <translation>データセットに製品「%1」はありません。</translation>
    </message>
    <message>
        <source>The data set has no product “%1”. Did you mean “%2”?</source>
        <translation>データセットに製品「%1」はありません。「%2」のことですか?</translation>
    </message>
    <message>
        <source>auto, mvtec, visa, btad, ksdd, ksdd2, dagm, bsd, gc10, msd, road, rsdd, mpdd, meta or folder (default: auto)</source>
        <translation>auto、mvtec、visa、btad、ksdd、ksdd2、dagm、bsd、gc10、msd、road、rsdd、mpdd、meta または folder（既定値: auto）</translation>
    </message>
    <message>
        <source>test or train (default: test)</source>
        <translation>test または train（既定値: test）</translation>
    </message>
    <message>
        <source>which products (default: all)</source>
        <translation>対象の製品（既定値: すべて）</translation>
    </message>
    <message>
        <source>weight of Post-VCP, 0 to 1 (default: the model&apos;s; published: 0.8)</source>
        <translation>Post-VCP の重み、0～1（既定値: モデルの値、公開値: 0.8）</translation>
    </message>
    <message>
        <source>Gaussian in pixels of the model&apos;s input, 0 to 64 (default: the model&apos;s; published: 8 at 518 pixels)</source>
        <translation>ガウス平滑化（モデル入力のピクセル単位）、0～64（既定値: モデルの値、公開値: 518 ピクセルで 8）</translation>
    </message>
    <message>
        <source>memory that doesn&apos;t grow with the pixels: pixel figures from 65536 levels of the score</source>
        <translation>メモリがピクセル数とともに増えない方式: ピクセル単位の指標をスコアの65536段階から算出</translation>
    </message>
    <message>
        <source>write the figures as JSON</source>
        <translation>指標を JSON で書き込む</translation>
    </message>
    <message>
        <source>write the figures as CSV</source>
        <translation>指標を CSV で書き込む</translation>
    </message>
    <message>
        <source>write curves, verdicts of images and figures of each type of defect</source>
        <translation>曲線、画像の判定、欠陥の種類ごとの指標を書き込む</translation>
    </message>
    <message>
        <source>a second model on the same images: differences, and whether they are more than chance</source>
        <translation>同じ画像で比較する2つ目のモデル: 差と、その差が偶然を超えるかどうか</translation>
    </message>
    <message>
        <source>Name the folder of a data set.</source>
        <translation>データセットのフォルダーを指定してください。</translation>
    </message>
    <message>
        <source>One data set at a time: “%1” is one too many.</source>
        <translation>データセットは一度に1つです。「%1」は余分です。</translation>
    </message>
    <message>
        <source>“%1” has no test image of which it is known whether it is good or defective: there is nothing to evaluate.</source>
        <translation>「%1」には、良品か不良品かが分かっているテスト画像がありません。評価する対象がありません。</translation>
    </message>
    <message>
        <source>“%1” has no training image of which it is known whether it is good or defective: there is nothing to evaluate.</source>
        <translation>「%1」には、良品か不良品かが分かっている学習画像がありません。評価する対象がありません。</translation>
    </message>
    <message>
        <source>The product “%1” has too many pixels for exact figures: --streaming gets by with less memory.</source>
        <translation>製品「%1」はピクセル数が多すぎて正確な指標を計算できません。--streaming を付けると、少ないメモリで計算できます。</translation>
    </message>
    <message>
        <source>There is no score “%1”. Choose published or recipe.</source>
        <translation>スコア「%1」はありません。published または recipe を選択してください。</translation>
    </message>
    <message>
        <source>score of an image: published (default), or recipe: the model&apos;s own, by which verdicts are given</source>
        <translation>画像のスコア: published（既定値）、または recipe（判定に使うモデル独自のスコア）</translation>
    </message>
    <message>
        <source>write figures and curves as a sealed report</source>
        <translation>指標と曲線をシール付きレポートとして書き込む</translation>
    </message>
    <message>
        <source>What good training images of a product show at each place was taken off first: these figures are not zero-shot.</source>
        <translation>製品の良品学習画像で各位置に現れる値を、あらかじめ差し引いています。これらはゼロショットの指標ではありません。</translation>
    </message>
    <message>
        <source>Products with too few good training images, from which nothing was learned: %1</source>
        <translation>良品の学習画像が少なすぎて学習できなかった製品: %1</translation>
    </message>
    <message>
        <source>take off what the product&apos;s good training images show at each place, as a recipe does that has learned from good parts</source>
        <translation>製品の良品学習画像で各位置に現れる値を差し引く（良品から学習したレシピと同じ）</translation>
    </message>
    <message>
        <source>--baseline learns from the training split, so it goes with --split test.</source>
        <translation>--baseline は学習用の分割から学習するため、--split test と組み合わせて使用します。</translation>
    </message>
    <message>
        <source>--baseline has nothing to learn from: no product of “%1” has five good training images.</source>
        <translation>--baseline の学習対象がありません。「%1」には良品の学習画像が5枚以上ある製品がありません。</translation>
    </message>
    <message>
        <source>Stopped before the report was finished: it was not written, everything else was.</source>
        <translation>レポートの完了前に停止しました。レポートは書き込まれていませんが、それ以外はすべて書き込まれました。</translation>
    </message>
</context>
<context>
    <name>Export</name>
    <message>
        <source>%1: the file holds another image than the one inspected, so there is no overlay. Inspect it again.</source>
        <translation>%1: ファイルの画像が検査時のものと異なるため、オーバーレイはありません。検査し直してください。</translation>
    </message>
    <message>
        <source>%1: its inspection isn&apos;t kept any more, so there is no mask, outline, map or overlay. Inspect it again.</source>
        <translation>%1: 検査結果がもう保存されていないため、マスク、輪郭、マップ、オーバーレイはありません。検査し直してください。</translation>
    </message>
</context>
<context>
    <name>Expression</name>
    <message numerus="yes">
        <source>A filter has at most %n character(s).</source>
        <translation>
            <numerusform>フィルターは%n文字までです。</numerusform>
        </translation>
    </message>
    <message>
        <source>turns the next condition round</source>
        <translation>次の条件を反転</translation>
    </message>
    <message>
        <source>is</source>
        <translation>等しい</translation>
    </message>
    <message>
        <source>is not</source>
        <translation>等しくない</translation>
    </message>
    <message>
        <source>is like, with * and ?</source>
        <translation>一致（* と ? を使用可）</translation>
    </message>
    <message>
        <source>is not like</source>
        <translation>一致しない</translation>
    </message>
    <message>
        <source>from … on</source>
        <translation>… 以降</translation>
    </message>
    <message>
        <source>at least</source>
        <translation>以上</translation>
    </message>
    <message>
        <source>after</source>
        <translation>より後</translation>
    </message>
    <message>
        <source>more than</source>
        <translation>より大きい</translation>
    </message>
    <message>
        <source>up to and with</source>
        <translation>… 以前</translation>
    </message>
    <message>
        <source>at most</source>
        <translation>以下</translation>
    </message>
    <message>
        <source>before</source>
        <translation>より前</translation>
    </message>
    <message>
        <source>less than</source>
        <translation>より小さい</translation>
    </message>
    <message>
        <source>there is no value</source>
        <translation>値がない</translation>
    </message>
    <message>
        <source>both must hold</source>
        <translation>両方を満たす</translation>
    </message>
    <message>
        <source>one must hold</source>
        <translation>いずれかを満たす</translation>
    </message>
    <message>
        <source>A condition such as “score &gt; 0.6” or a part of a name belongs here.</source>
        <translation>ここには「score &gt; 0.6」のような条件、または名前の一部が必要です。</translation>
    </message>
    <message>
        <source>A condition belongs here. Fields: %1.</source>
        <translation>ここには条件が必要です。フィールド: %1。</translation>
    </message>
    <message>
        <source>A field belongs before the operator: %1.</source>
        <translation>演算子の前にはフィールドが必要です: %1。</translation>
    </message>
    <message>
        <source>There is no field “%1”. Did you mean “%2”?</source>
        <translation>フィールド「%1」はありません。「%2」のことですか?</translation>
    </message>
    <message>
        <source>There is no field “%1”. Fields: %2.</source>
        <translation>フィールド「%1」はありません。フィールド: %2。</translation>
    </message>
    <message>
        <source>“%1” is text: compare it with =, !=, ~ or !~.</source>
        <translation>「%1」はテキストです。=、!=、~、!~ で比較してください。</translation>
    </message>
    <message>
        <source>“%1” has fixed words: compare it with = or !=.</source>
        <translation>「%1」は決まった語句です。= または != で比較してください。</translation>
    </message>
    <message>
        <source>“%1” is no text: compare it with =, !=, &lt;, &lt;=, &gt; or &gt;=.</source>
        <translation>「%1」はテキストではありません。=、!=、&lt;、&lt;=、&gt;、&gt;= で比較してください。</translation>
    </message>
    <message>
        <source>A number belongs here, such as 0.6.</source>
        <translation>ここには 0.6 のような数値が必要です。</translation>
    </message>
    <message>
        <source>An area belongs here, such as 120 or 1.2 mm2.</source>
        <translation>ここには 120 や 1.2 mm2 のような面積が必要です。</translation>
    </message>
    <message>
        <source>A length belongs here, such as 40 or 1.5 mm.</source>
        <translation>ここには 40 や 1.5 mm のような長さが必要です。</translation>
    </message>
    <message>
        <source>One of these words belongs here: %1.</source>
        <translation>ここには次のいずれかの語句が必要です: %1。</translation>
    </message>
    <message>
        <source>A date belongs here, such as 2026-11-01, 2026-11 or today.</source>
        <translation>ここには 2026-11-01、2026-11、today のような日付が必要です。</translation>
    </message>
    <message>
        <source>A text belongs here; put it in quotes when it has spaces.</source>
        <translation>ここにはテキストが必要です。空白を含む場合は引用符で囲んでください。</translation>
    </message>
    <message>
        <source>“%1” is no unit of area: px2, mm2, cm2 and um2 are.</source>
        <translation>「%1」は面積の単位ではありません。px2、mm2、cm2、um2 を使用できます。</translation>
    </message>
    <message>
        <source>“%1” is no unit of length: px, mm, cm and um are.</source>
        <translation>「%1」は長さの単位ではありません。px、mm、cm、um を使用できます。</translation>
    </message>
    <message>
        <source>“%1” has no unit; this is a plain number.</source>
        <translation>「%1」に単位はありません。単位なしの数値です。</translation>
    </message>
    <message>
        <source>There is no calibration yet: give the area in px2.</source>
        <translation>まだキャリブレーションされていません。面積を px2 で指定してください。</translation>
    </message>
    <message>
        <source>There is no calibration yet: give the length in px.</source>
        <translation>まだキャリブレーションされていません。長さを px で指定してください。</translation>
    </message>
    <message>
        <source>The closing quote is missing.</source>
        <translation>閉じる引用符がありません。</translation>
    </message>
    <message>
        <source>A closing bracket is missing.</source>
        <translation>閉じ括弧がありません。</translation>
    </message>
    <message>
        <source>This bracket was never opened.</source>
        <translation>この括弧に対応する開き括弧がありません。</translation>
    </message>
    <message>
        <source>“and”, “or” or the end belongs here.</source>
        <translation>ここには「and」、「or」、または末尾が必要です。</translation>
    </message>
</context>
<context>
    <name>Gauge</name>
    <message numerus="yes">
        <source>%n picture(s)</source>
        <translation>
            <numerusform>画像%n枚</numerusform>
        </translation>
    </message>
    <message>
        <source>“%1” has %2</source>
        <comment>part, pictures</comment>
        <translation>「%1」: %2</translation>
    </message>
    <message>
        <source>“%1” by “%2” has %3</source>
        <comment>part, appraiser, pictures</comment>
        <translation>「%1」（評価者「%2」）: %3</translation>
    </message>
    <message numerus="yes">
        <source>Left out: %n part(s) that weren&apos;t seen as often as most (%1).</source>
        <translation>
            <numerusform>除外: 画像の枚数がほかの多くと異なる部品%n個（%1）。</numerusform>
        </translation>
    </message>
    <message>
        <source>good (below 10 %)</source>
        <translation>良好（10 % 未満）</translation>
    </message>
    <message>
        <source>may do, depending on what it is for (10 to 30 %)</source>
        <translation>用途によっては許容可（10～30 %）</translation>
    </message>
    <message>
        <source>not usable (above 30 %)</source>
        <translation>使用不可（30 % 超）</translation>
    </message>
    <message>
        <source>The names have to say which part a picture shows: %1 is missing.</source>
        <translation>画像がどの部品のものかを名前で示す必要があります: %1 がありません。</translation>
    </message>
    <message>
        <source>%1 stands there twice.</source>
        <translation>%1 が2回使われています。</translation>
    </message>
    <message>
        <source>There is no %1. There are {part}, {appraiser} and {trial}; * is anything.</source>
        <translation>%1 はありません。使用できるのは {part}、{appraiser}、{trial} です。* は任意の文字列を表します。</translation>
    </message>
    <message>
        <source>This is longer than %1 characters.</source>
        <translation>%1文字を超えています。</translation>
    </message>
    <message numerus="yes">
        <source>%n part(s)</source>
        <translation>
            <numerusform>部品%n個</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) each</source>
        <translation>
            <numerusform>画像各%n枚</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, %2, %3.</source>
        <comment>parts, appraisers, pictures each</comment>
        <translation>%1、%2、%3。</translation>
    </message>
    <message numerus="yes">
        <source>%n appraiser(s)</source>
        <translation>
            <numerusform>評価者%n人</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, %2.</source>
        <comment>parts, pictures each</comment>
        <translation>%1、%2。</translation>
    </message>
    <message>
        <source>A study needs at least two pictures of each part.</source>
        <translation>分析には部品ごとに2枚以上の画像が必要です。</translation>
    </message>
    <message>
        <source>A study needs at least two parts that were seen equally often.</source>
        <translation>分析には、画像の枚数が同じ部品が2個以上必要です。</translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) have other names, such as “%1”.</source>
        <translation>
            <numerusform>「%1」など、画像%n枚の名前の形式が異なります。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) couldn&apos;t be inspected and are left aside.</source>
        <translation>
            <numerusform>画像%n枚は検査できなかったため、除外されます。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) are not inspected yet.</source>
        <translation>
            <numerusform>画像%n枚はまだ検査されていません。</numerusform>
        </translation>
    </message>
    <message>
        <source>All values are the same: nothing can be said of the measuring.</source>
        <translation>すべての値が同じです。測定については何も判断できません。</translation>
    </message>
    <message>
        <source>The measuring makes %1 of the variation (%GRR): %2.</source>
        <translation>測定によるばらつきは全変動の %1 です（%GRR）: %2。</translation>
    </message>
    <message>
        <source>It takes %1 of the tolerance: %2.</source>
        <translation>公差の %1 を占めます: %2。</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>要因</translation>
    </message>
    <message>
        <source>Std deviation</source>
        <translation>標準偏差</translation>
    </message>
    <message>
        <source>Std deviation, %1</source>
        <translation>標準偏差、%1</translation>
    </message>
    <message>
        <source>Of the variation</source>
        <translation>変動に占める割合</translation>
    </message>
    <message>
        <source>Of the variance</source>
        <translation>分散に占める割合</translation>
    </message>
    <message>
        <source>Of the tolerance</source>
        <translation>公差に占める割合</translation>
    </message>
    <message>
        <source>Gauge R&amp;R</source>
        <translation>ゲージ R&amp;R</translation>
    </message>
    <message>
        <source>Repeatability</source>
        <translation>繰返し性</translation>
    </message>
    <message>
        <source>Reproducibility</source>
        <translation>再現性</translation>
    </message>
    <message>
        <source>– Appraisers</source>
        <translation>– 評価者</translation>
    </message>
    <message>
        <source>– Appraisers and parts</source>
        <translation>– 評価者と部品</translation>
    </message>
    <message>
        <source>Parts</source>
        <translation>部品</translation>
    </message>
    <message>
        <source>All</source>
        <translation>合計</translation>
    </message>
    <message>
        <source>Sum of squares</source>
        <translation>平方和</translation>
    </message>
    <message>
        <source>Mean square</source>
        <translation>平均平方</translation>
    </message>
    <message>
        <source>Appraisers</source>
        <translation>評価者</translation>
    </message>
    <message>
        <source>Appraisers and parts</source>
        <translation>評価者と部品</translation>
    </message>
    <message>
        <source>%1 (%2; %3)</source>
        <comment>3 of 10 (30 %; 10 % to 60 %)</comment>
        <translation>%1（%2、%3）</translation>
    </message>
    <message>
        <source>All verdicts on a part are the same: %1.</source>
        <translation>すべての判定が一致した部品: %1。</translation>
    </message>
    <message>
        <source>All are right, by the parts&apos; labels: %1.</source>
        <translation>すべての判定が部品のラベルと一致した部品: %1。</translation>
    </message>
    <message>
        <source>Agreement beyond chance (Fleiss&apos; kappa): %1, %2.</source>
        <translation>偶然を除いた一致度（Fleiss のカッパ係数）: %1、%2。</translation>
    </message>
    <message>
        <source>good</source>
        <translation>良好</translation>
    </message>
    <message>
        <source>poor</source>
        <translation>不十分</translation>
    </message>
    <message>
        <source>middling</source>
        <translation>中程度</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>部品</translation>
    </message>
    <message>
        <source>Agree</source>
        <translation>一致</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>ラベル</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>はい</translation>
    </message>
    <message>
        <source>no</source>
        <translation>いいえ</translation>
    </message>
    <message>
        <source>DF</source>
        <comment>degrees of freedom</comment>
        <translation>自由度</translation>
    </message>
    <message>
        <source>Appraisers and parts (pooled)</source>
        <translation>評価者と部品（プール済み）</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <comment>10 parts (1, 2 … 10)</comment>
        <translation>%1（%2）</translation>
    </message>
    <message numerus="yes">
        <source>In %n part(s) nothing was found at all: they say nothing of how repeatable the measuring is, and make it look better.</source>
        <translation>
            <numerusform>部品%n個では何も検出されていません。これらは測定の繰返し性について何も示さず、結果を実際より良く見せます。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n class(es) of parts can be told apart (ndc); at least %1 are asked for.</source>
        <translation>
            <numerusform>部品を%n段階に区別できます（ndc）。%1段階以上が必要です。</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>an appraiser&apos;s name, 3 of 10</comment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>Each appraiser&apos;s own: %1.</source>
        <translation>各評価者内の一致: %1。</translation>
    </message>
    <message>
        <source>There are no pictures.</source>
        <translation>画像がありません。</translation>
    </message>
    <message>
        <source>These pictures have no names by which they are a study.</source>
        <translation>これらの画像の名前からは、測定システム分析と認識できません。</translation>
    </message>
</context>
<context>
    <name>GaugeAxis</name>
    <message>
        <source>%1, %2</source>
        <comment>measure, unit</comment>
        <translation>%1、%2</translation>
    </message>
</context>
<context>
    <name>HistoryPresenter</name>
    <message>
        <source>The review log is whole: %1 rows, none was changed, cut or added.</source>
        <translation>レビュー記録は完全です。全%1行に変更、欠落、追加はありません。</translation>
    </message>
    <message>
        <source>The review log is whole: %1 rows. The program was stopped right after the last one was written.</source>
        <translation>レビュー記録は完全です。全%1行。最後の行を書き込んだ直後にプログラムが停止しました。</translation>
    </message>
    <message>
        <source>Row %1 of the review log was changed.</source>
        <translation>レビュー記録の%1行目が変更されています。</translation>
    </message>
    <message>
        <source>Row %1 of the review log is missing.</source>
        <translation>レビュー記録の%1行目がありません。</translation>
    </message>
    <message>
        <source>Row %1 of the review log was put in or replaced.</source>
        <translation>レビュー記録の%1行目は挿入または置換されたものです。</translation>
    </message>
    <message>
        <source>The review log was cut: row %1 and what came after it are gone.</source>
        <translation>レビュー記録が切り詰められています。%1行目以降が失われています。</translation>
    </message>
    <message>
        <source>The review log was written anew up to row %1.</source>
        <translation>レビュー記録は%1行目まで書き直されています。</translation>
    </message>
    <message>
        <source>Rows were added to the review log from row %1 on, not by this program.</source>
        <translation>レビュー記録の%1行目以降は、このプログラム以外によって追加されています。</translation>
    </message>
    <message>
        <source>The record of the review log&apos;s end is lost: whether rows were cut off can&apos;t be told.</source>
        <translation>レビュー記録の末尾の情報が失われています。行が切り取られたかどうかは判断できません。</translation>
    </message>
    <message>
        <source>The label that row %1 of the review log gave was changed behind its back.</source>
        <translation>レビュー記録の%1行目で付けたラベルが、記録を通さずに変更されています。</translation>
    </message>
    <message>
        <source>The image %1… has a label that the review log knows nothing of.</source>
        <translation>画像 %1… に、レビュー記録にないラベルが付いています。</translation>
    </message>
</context>
<context>
    <name>InputSizes</name>
    <message>
        <source>%1 px (the model&apos;s own)</source>
        <translation>%1 px（モデル本来のサイズ）</translation>
    </message>
    <message>
        <source>%1 px: about %2 times as fast, coarser</source>
        <translation>%1 px: 速度は約%2倍、粗い</translation>
    </message>
    <message>
        <source>A smaller input shows less: small defects get weaker or are missed, and limits that were set at another size don&apos;t hold. Check it with parts whose defects you know.</source>
        <translation>入力を小さくすると見える情報が減ります。小さな欠陥は弱くなるか見逃され、別のサイズで設定したしきい値は使えません。欠陥が分かっている部品で確認してください。</translation>
    </message>
    <message>
        <source>Published for ViT-L/14 on MVTec AD: pixel AP 49 % at 518 px, 45 % at 336 px, 38 % at 224 px.</source>
        <translation>ViT-L/14 の MVTec AD での公開値: ピクセル AP は 518 px で 49 %、336 px で 45 %、224 px で 38 %。</translation>
    </message>
    <message>
        <source>%1 % at %2 px</source>
        <translation>%2 px で %1 %</translation>
    </message>
    <message>
        <source>Pixel AP that its maker measured: %1.</source>
        <translation>作成者が測定したピクセル AP: %1。</translation>
    </message>
</context>
<context>
    <name>Inspect</name>
    <message>
        <source>inspect images and folders, write results</source>
        <translation>画像とフォルダーを検査し、結果を書き込む</translation>
    </message>
    <message>
        <source>what a weight file or a model bundle holds</source>
        <translation>重みファイルまたはモデルバンドルの内容</translation>
    </message>
    <message>
        <source>no progress and no warnings on stderr</source>
        <translation>stderr に進行状況と警告を出力しない</translation>
    </message>
    <message>
        <source>the log on stderr</source>
        <translation>stderr にログを出力</translation>
    </message>
    <message>
        <source>this help</source>
        <translation>このヘルプ</translation>
    </message>
    <message>
        <source>vcp-inspect COMMAND ...

Finds defects in images of parts, without training, as VCP-CLIP Workbench does.

Commands:</source>
        <translation>vcp-inspect COMMAND ...

VCP-CLIP Workbench と同様に、学習なしで部品の画像から欠陥を検出します。

コマンド:</translation>
    </message>
    <message>
        <source>vcp-inspect COMMAND --help says more of each; vcp-inspect --version names the version.</source>
        <translation>vcp-inspect COMMAND --help で各コマンドの説明、vcp-inspect --version でバージョンを表示します。</translation>
    </message>
    <message>
        <source>There is no command “%1” in this version. vcp-inspect --help lists those there are.</source>
        <translation>このバージョンにコマンド「%1」はありません。使用できるものは vcp-inspect --help で確認できます。</translation>
    </message>
    <message>
        <source>There is no command “%1”. Did you mean “%2”?</source>
        <translation>コマンド「%1」はありません。「%2」のことですか?</translation>
    </message>
    <message>
        <source>Stopped before the first image; nothing was written.</source>
        <translation>最初の画像の前に中止しました。何も書き込んでいません。</translation>
    </message>
    <message>
        <source>drawn parts with defects and exact masks, to try things out and to train</source>
        <translation>欠陥と正確なマスクを含む部品を描画（試用および学習向け）</translation>
    </message>
    <message>
        <source>train a model, or go on with a training</source>
        <translation>モデルを学習、または学習を再開</translation>
    </message>
    <message>
        <source>the published metrics of a model on a data set with masks</source>
        <translation>マスク付きのデータセットで、モデルの指標を論文と同じ方法で計算</translation>
    </message>
    <message>
        <source>whether a report is as it was sealed, and its verdicts come out again</source>
        <translation>レポートがシール時のままか、判定が再現されるかを検証</translation>
    </message>
    <message>
        <source>how fast a model is on this computer, and against what</source>
        <translation>このコンピューターでのモデルの速度とその比較対象</translation>
    </message>
    <message>
        <source>judge pictures that other programs send over HTTP</source>
        <translation>ほかのプログラムが HTTP で送る画像を判定</translation>
    </message>
    <message>
        <source>The standard output could not be written: %1.</source>
        <translation>標準出力に書き込めませんでした: %1。</translation>
    </message>
</context>
<context>
    <name>Label</name>
    <message>
        <source>Good</source>
        <translation>良品</translation>
    </message>
    <message>
        <source>Defective</source>
        <translation>不良品</translation>
    </message>
    <message>
        <source>Unlabelled</source>
        <translation>ラベルなし</translation>
    </message>
</context>
<context>
    <name>LimitStanding</name>
    <message>
        <source>%1 %2: samples up to %3 are still good.</source>
        <translation>%1 %2: %3 までの見本はまだ良品です。</translation>
    </message>
    <message>
        <source>%1 %2: samples from %4 on are no longer good.</source>
        <translation>%1 %2: %4 以上の見本はもう良品ではありません。</translation>
    </message>
    <message>
        <source>%1 %2: samples up to %3 are still good, but samples from %4 on are no longer good. Compare by eye, or by another measure.</source>
        <translation>%1 %2: %3 までの見本はまだ良品ですが、%4 以上の見本はもう良品ではありません。目で見比べるか、別の測定値で比べてください。</translation>
    </message>
    <message>
        <source>%1 %2: more than any sample that is still good (up to %3).</source>
        <translation>%1 %2: まだ良品であるどの見本よりも大きい値です（最大 %3）。</translation>
    </message>
    <message>
        <source>%1 %2: less than any sample that is no longer good (from %4).</source>
        <translation>%1 %2: もう良品でないどの見本よりも小さい値です（最小 %4）。</translation>
    </message>
    <message>
        <source>%1 %2: between the largest that is still good (%3) and the smallest that is no longer good (%4).</source>
        <translation>%1 %2: まだ良品である最大の見本（%3）と、もう良品でない最小の見本（%4）の間です。</translation>
    </message>
</context>
<context>
    <name>Lists</name>
    <message>
        <source>, </source>
        <extracomment>Between the things that a sentence lists: “a, b, c”. Only what stands between two of them, with its space.</extracomment>
        <translation>、</translation>
    </message>
</context>
<context>
    <name>LockDialogs</name>
    <message>
        <source>Lock the Desk</source>
        <translation>作業台をロック</translation>
    </message>
    <message>
        <source>Other recipes may be opened</source>
        <translation>ほかのレシピを開けるようにする</translation>
    </message>
    <message>
        <source>Code:</source>
        <translation>コード:</translation>
    </message>
    <message>
        <source>Once more:</source>
        <translation>もう一度:</translation>
    </message>
    <message>
        <source>Until it is unlocked, limits, zones, calibration and model stay as they are, and so does what the live view is set to. Parts are inspected, judged and labelled as before, and it can be started and stopped.</source>
        <translation>ロックを解除するまで、しきい値、ゾーン、キャリブレーション、モデル、ライブビューの設定は変更されません。部品の検査、判定、ラベル付けはこれまでどおり行え、ライブビューの開始と停止もできます。</translation>
    </message>
    <message>
        <source>&amp;Lock</source>
        <translation>ロック(&amp;L)</translation>
    </message>
    <message>
        <source>At least %1 letters or digits.</source>
        <translation>%1 文字以上の英数字が必要です。</translation>
    </message>
    <message>
        <source>The two are not the same yet.</source>
        <translation>2 つの入力がまだ一致していません。</translation>
    </message>
    <message>
        <source>Unlock the Desk</source>
        <translation>作業台のロックを解除</translation>
    </message>
    <message>
        <source>&amp;Unlock</source>
        <translation>ロックを解除(&amp;U)</translation>
    </message>
    <message>
        <source>That is not the code.</source>
        <translation>コードが違います。</translation>
    </message>
</context>
<context>
    <name>Log</name>
    <message>
        <source>The log cannot be written: %1</source>
        <translation>ログを書き込めません: %1</translation>
    </message>
</context>
<context>
    <name>Measure</name>
    <message>
        <source>Area</source>
        <translation>面積</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>長さ</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>幅</translation>
    </message>
    <message>
        <source>Peak</source>
        <translation>ピーク値</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>平均値</translation>
    </message>
    <message>
        <source>Contrast</source>
        <translation>コントラスト</translation>
    </message>
    <message>
        <source>Centre x</source>
        <translation>中心 x</translation>
    </message>
    <message>
        <source>Centre y</source>
        <translation>中心 y</translation>
    </message>
    <message>
        <source>Box width</source>
        <translation>外接枠の幅</translation>
    </message>
    <message>
        <source>Box height</source>
        <translation>外接枠の高さ</translation>
    </message>
    <message>
        <source>Regions per part</source>
        <translation>部品あたりの領域数</translation>
    </message>
</context>
<context>
    <name>MeasureName</name>
    <message>
        <source>Region score</source>
        <translation>領域スコア</translation>
    </message>
    <message>
        <source>Image score</source>
        <translation>画像スコア</translation>
    </message>
    <message>
        <source>Area of the largest region</source>
        <translation>最大の領域の面積</translation>
    </message>
    <message>
        <source>Area of all regions</source>
        <translation>全領域の面積</translation>
    </message>
    <message>
        <source>Length of the longest region</source>
        <translation>最長の領域の長さ</translation>
    </message>
    <message>
        <source>Number of regions</source>
        <translation>領域数</translation>
    </message>
</context>
<context>
    <name>ModelChoice</name>
    <message>
        <source>“%1” is no image size. Give a number of pixels, such as: --image-size 518</source>
        <translation>「%1」は画像サイズとして使用できません。ピクセル数を指定してください。例: --image-size 518</translation>
    </message>
    <message>
        <source>“%1” is no list of layers. Give their numbers, such as: --layers 6,12,18,24</source>
        <translation>「%1」は層のリストとして使用できません。層番号を指定してください。例: --layers 6,12,18,24</translation>
    </message>
    <message>
        <source>There is no device “%1”. Choose auto, cpu, cuda or cuda:0.</source>
        <translation>デバイス「%1」はありません。auto、cpu、cuda、cuda:0 のいずれかを選択してください。</translation>
    </message>
    <message>
        <source>There is no precision “%1”. Choose auto, fp32, bf16 or fp16.</source>
        <translation>精度「%1」はありません。auto、fp32、bf16、fp16 のいずれかを選択してください。</translation>
    </message>
    <message>
        <source>Give either --model, or --clip and --vcp.</source>
        <translation>--model、または --clip と --vcp のどちらかを指定してください。</translation>
    </message>
    <message>
        <source>--clip and --vcp go together: give both weight files.</source>
        <translation>--clip と --vcp は併用します。両方の重みファイルを指定してください。</translation>
    </message>
    <message>
        <source>model bundle: a folder with a model.json (default: the bundled one)</source>
        <translation>モデルバンドル: model.json を含むフォルダー（既定値: 同梱モデル）</translation>
    </message>
    <message>
        <source>CLIP weights, together with --vcp instead of --model</source>
        <translation>CLIP の重み。--model の代わりに --vcp と併用</translation>
    </message>
    <message>
        <source>VCP-CLIP weights</source>
        <translation>VCP-CLIP の重み</translation>
    </message>
    <message>
        <source>side of the model&apos;s input in pixels (default: the bundle&apos;s, or 518)</source>
        <translation>モデル入力の一辺のピクセル数（既定値: バンドルの値または 518）</translation>
    </message>
    <message>
        <source>tapped layers (default: the bundle&apos;s, or quarters of the depth)</source>
        <translation>抽出層（既定値: バンドルの値または深さの4分の1ごと）</translation>
    </message>
    <message>
        <source>auto, cpu, cuda or cuda:N (default: auto)</source>
        <translation>auto、cpu、cuda または cuda:N（既定値: auto）</translation>
    </message>
    <message>
        <source>auto, fp32, bf16 or fp16 (default: auto)</source>
        <translation>auto、fp32、bf16 または fp16（既定値: auto）</translation>
    </message>
</context>
<context>
    <name>ModelCommand</name>
    <message>
        <source>one JSON object instead of text</source>
        <translation>テキストの代わりに1つの JSON オブジェクトを出力</translation>
    </message>
    <message>
        <source>vcp-inspect model [--json] FILE|DIR

Says what a weight file or a model bundle holds, and what is wrong with it. Nothing in the file is executed.
Returns 0 when it can be used, 2 when it cannot.</source>
        <translation>vcp-inspect model [--json] FILE|DIR

重みファイルまたはモデルバンドルの内容と問題点を表示します。ファイル内のコードは一切実行しません。
使用できる場合は 0、使用できない場合は 2 を返します。</translation>
    </message>
    <message>
        <source>Name one weight file, or one folder with a model.json.</source>
        <translation>重みファイルを1つ、または model.json を含むフォルダーを1つ指定してください。</translation>
    </message>
</context>
<context>
    <name>ModelFacts</name>
    <message>
        <source>OpenAI&apos;s published weights.</source>
        <translation>OpenAI が公開した重みです。</translation>
    </message>
    <message>
        <source>Published weights, trained on VisA: use them for products outside that data set.</source>
        <translation>VisA で学習した公開済みの重みです。このデータセットに含まれない製品に使用してください。</translation>
    </message>
    <message>
        <source>Published weights, trained on MVTec AD: use them for products outside that data set.</source>
        <translation>MVTec AD で学習した公開済みの重みです。このデータセットに含まれない製品に使用してください。</translation>
    </message>
    <message>
        <source>Not one of the published files.</source>
        <translation>公開済みのファイルではありません。</translation>
    </message>
    <message numerus="yes">
        <source>%1, %n layers, %2 wide, trained at %3 px</source>
        <translation>
            <numerusform>%1、%n層、幅 %2、%3 px で学習</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 px</source>
        <translation>%1 px</translation>
    </message>
    <message numerus="yes">
        <source>%n taps</source>
        <translation>
            <numerusform>抽出層%n個</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n taps, for a vision tower %1 wide and a text tower %2 wide</source>
        <translation>
            <numerusform>抽出層%n個、幅 %1 の画像エンコーダーと幅 %2 のテキストエンコーダー用</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ModelReport</name>
    <message>
        <source>vision</source>
        <translation>画像</translation>
    </message>
    <message>
        <source>width %1, %2 layers, patch %3 px, trained on %4 × %4 patches (%5 px)</source>
        <translation>幅 %1、%2層、パッチ %3 px、%4 × %4 パッチ（%5 px）で学習</translation>
    </message>
    <message>
        <source>text</source>
        <translation>テキスト</translation>
    </message>
    <message>
        <source>width %1, %2 layers, %3 places, vocabulary of %4</source>
        <translation>幅 %1、%2層、位置数 %3、語彙数 %4</translation>
    </message>
    <message>
        <source>embedding</source>
        <translation>埋め込み</translation>
    </message>
    <message>
        <source>made for</source>
        <translation>対象</translation>
    </message>
    <message>
        <source>vision width %1, embedding %2, %3 text layers</source>
        <translation>画像側の幅 %1、埋め込み %2、テキスト%3層</translation>
    </message>
    <message>
        <source>learned</source>
        <translation>学習内容</translation>
    </message>
    <message>
        <source>%1 tapped layers, context tokens: %2, prompt tokens: %3</source>
        <translation>抽出層%1個、コンテキストトークン: %2、プロンプトトークン: %3</translation>
    </message>
    <message>
        <source>family</source>
        <translation>種類</translation>
    </message>
    <message>
        <source>unusable</source>
        <translation>使用不可</translation>
    </message>
    <message>
        <source>names of %1</source>
        <translation>%1 の名称</translation>
    </message>
    <message>
        <source>tensors</source>
        <translation>テンソル</translation>
    </message>
    <message>
        <source>parameters</source>
        <translation>パラメーター</translation>
    </message>
    <message>
        <source>size</source>
        <translation>サイズ</translation>
    </message>
    <message>
        <source>input</source>
        <translation>入力</translation>
    </message>
    <message>
        <source>%1 px, layers %2</source>
        <translation>%1 px、層 %2</translation>
    </message>
    <message>
        <source>recipe</source>
        <translation>レシピ</translation>
    </message>
    <message>
        <source>bundle</source>
        <translation>バンドル</translation>
    </message>
    <message>
        <source>complete: both files fit, and are the ones described</source>
        <translation>完全: 両方のファイルが適合し、記述と一致</translation>
    </message>
</context>
<context>
    <name>Numbers</name>
    <message>
        <source>%1&#xa0;px²</source>
        <translation>%1&#xa0;px²</translation>
    </message>
    <message>
        <source>%1&#xa0;mm²</source>
        <translation>%1&#xa0;mm²</translation>
    </message>
    <message>
        <source>%1&#xa0;px</source>
        <translation>%1&#xa0;px</translation>
    </message>
    <message>
        <source>%1&#xa0;mm</source>
        <translation>%1&#xa0;mm</translation>
    </message>
</context>
<context>
    <name>OptionNumbers</name>
    <message>
        <source>“%1” doesn&apos;t fit --%2: a whole number from %3 to %4 is wanted.</source>
        <translation>「%1」は --%2 に使用できません。%3 から %4 までの整数を指定してください。</translation>
    </message>
    <message>
        <source>“%1” doesn&apos;t fit --%2: a number from %3 to %4 is wanted.</source>
        <translation>「%1」は --%2 に使用できません。%3 から %4 までの数値を指定してください。</translation>
    </message>
</context>
<context>
    <name>OutputText</name>
    <message>
        <source>The address is missing.</source>
        <translation>アドレスがありません。</translation>
    </message>
    <message>
        <source>This is not an address. Write it as the example shows.</source>
        <translation>アドレスとして正しくありません。例のとおりに入力してください。</translation>
    </message>
    <message>
        <source>The address must begin with http:// or https://, a broker&apos;s with mqtt:// or mqtts://.</source>
        <translation>アドレスは http:// または https://、ブローカーのアドレスは mqtt:// または mqtts:// で始まる必要があります。</translation>
    </message>
    <message>
        <source>A broker&apos;s address ends behind its port. The topic has a field of its own.</source>
        <translation>ブローカーのアドレスはポートまでです。トピックには専用の欄があります。</translation>
    </message>
    <message>
        <source>User and password have fields of their own. Take them out of the address.</source>
        <translation>ユーザー名とパスワードには専用の欄があります。アドレスから削除してください。</translation>
    </message>
    <message>
        <source>A token has neither spaces nor letters beyond ASCII.</source>
        <translation>トークンに空白や ASCII 以外の文字は使用できません。</translation>
    </message>
    <message>
        <source>The address holds a user, and there is a token: only one of them can be sent.</source>
        <translation>アドレスにユーザー名があり、トークンも指定されています。送信できるのはどちらか一方です。</translation>
    </message>
    <message>
        <source>The file is missing.</source>
        <translation>ファイルがありません。</translation>
    </message>
    <message>
        <source>The file needs its folder: write its whole path.</source>
        <translation>ファイルにはフォルダーが必要です。フルパスを入力してください。</translation>
    </message>
    <message>
        <source>The topic is missing.</source>
        <translation>トピックがありません。</translation>
    </message>
    <message>
        <source>A topic to publish to has neither + nor #.</source>
        <translation>送信先のトピックに + と # は使用できません。</translation>
    </message>
    <message>
        <source>Topics that begin with $ belong to the broker.</source>
        <translation>$ で始まるトピックはブローカー専用です。</translation>
    </message>
    <message>
        <source>The topic is too long, or holds a character that no topic may hold.</source>
        <translation>トピックが長すぎるか、使用できない文字が含まれています。</translation>
    </message>
    <message>
        <source>User or password is too long, or holds a character that it may not hold.</source>
        <translation>ユーザー名またはパスワードが長すぎるか、使用できない文字が含まれています。</translation>
    </message>
    <message>
        <source>There is a password, but no user.</source>
        <translation>パスワードがありますが、ユーザー名がありません。</translation>
    </message>
    <message>
        <source>This program was built without MQTT. For it, it has to be built with libmosquitto.</source>
        <translation>このプログラムは MQTT なしでビルドされています。使用するには libmosquitto を組み込んでビルドする必要があります。</translation>
    </message>
    <message>
        <source>Delivered: %1</source>
        <translation>送信済み: %1</translation>
    </message>
    <message>
        <source>waiting: %1</source>
        <translation>待機中: %1</translation>
    </message>
    <message>
        <source>dropped: %1</source>
        <translation>破棄: %1</translation>
    </message>
    <message>
        <source>refused: %1</source>
        <translation>拒否: %1</translation>
    </message>
    <message>
        <source>given up at the end: %1</source>
        <translation>終了時に送信断念: %1</translation>
    </message>
    <message>
        <source>Failed at %1, tried again by itself: %2</source>
        <translation>失敗（%1）、自動で再試行: %2</translation>
    </message>
    <message>
        <source>Last error, at %1: %2</source>
        <translation>最後のエラー（%1）: %2</translation>
    </message>
    <message>
        <source>%1 has ended. %2</source>
        <translation>%1 は終了しました。%2</translation>
    </message>
</context>
<context>
    <name>PartFields</name>
    <message>
        <source>over the fail limit</source>
        <translation>不合格しきい値を超過</translation>
    </message>
    <message>
        <source>over the review limit</source>
        <translation>要確認しきい値を超過</translation>
    </message>
    <message>
        <source>could not be inspected</source>
        <translation>検査できなかった</translation>
    </message>
    <message>
        <source>below both limits</source>
        <translation>両方のしきい値を下回る</translation>
    </message>
    <message>
        <source>being inspected</source>
        <translation>検査中</translation>
    </message>
    <message>
        <source>not inspected yet</source>
        <translation>未検査</translation>
    </message>
    <message>
        <source>cancelled before the inspection</source>
        <translation>検査前にキャンセル</translation>
    </message>
    <message>
        <source>accepted by a person</source>
        <translation>人が承認</translation>
    </message>
    <message>
        <source>left open by a person</source>
        <translation>人が保留</translation>
    </message>
    <message>
        <source>rejected by a person</source>
        <translation>人が却下</translation>
    </message>
    <message>
        <source>not reviewed</source>
        <translation>未レビュー</translation>
    </message>
    <message>
        <source>no label</source>
        <translation>ラベルなし</translation>
    </message>
    <message>
        <source>known to be good</source>
        <translation>良品と判明</translation>
    </message>
    <message>
        <source>known to be defective</source>
        <translation>不良品と判明</translation>
    </message>
    <message>
        <source>score of the image, 0 to 1</source>
        <translation>画像のスコア、0～1</translation>
    </message>
    <message>
        <source>peak of the worst region, 0 to 1</source>
        <translation>最も悪い領域のピーク値、0～1</translation>
    </message>
    <message>
        <source>area of all regions</source>
        <translation>全領域の面積</translation>
    </message>
    <message>
        <source>area of the largest region</source>
        <translation>最大の領域の面積</translation>
    </message>
    <message>
        <source>number of regions</source>
        <translation>領域数</translation>
    </message>
    <message>
        <source>verdict of the machine</source>
        <translation>機械の判定</translation>
    </message>
    <message>
        <source>verdict of a person</source>
        <translation>人の判定</translation>
    </message>
    <message>
        <source>what the part really is</source>
        <translation>部品の実際の良否</translation>
    </message>
    <message>
        <source>name of the file</source>
        <translation>ファイル名</translation>
    </message>
    <message>
        <source>folder the file lies in</source>
        <translation>ファイルのあるフォルダー</translation>
    </message>
    <message>
        <source>when the file was changed</source>
        <translation>ファイルの更新日時</translation>
    </message>
    <message>
        <source>why there is no result</source>
        <translation>結果がない理由</translation>
    </message>
    <message>
        <source>both words in the name</source>
        <translation>名前に両方の語を含む</translation>
    </message>
    <message>
        <source>high score, several regions</source>
        <translation>スコアが高く領域が複数</translation>
    </message>
    <message>
        <source>everything not passed</source>
        <translation>合格以外すべて</translation>
    </message>
    <message>
        <source>failed, not reviewed yet</source>
        <translation>不合格で未レビュー</translation>
    </message>
    <message>
        <source>overkill: good parts that fail</source>
        <translation>過検出: 不合格になった良品</translation>
    </message>
    <message>
        <source>escapes: defective parts that pass</source>
        <translation>見逃し: 合格になった不良品</translation>
    </message>
    <message>
        <source>a large region; mm2 once calibrated</source>
        <translation>大きな領域。キャリブレーション後は mm2 も可</translation>
    </message>
    <message>
        <source>file names that begin with gear</source>
        <translation>gear で始まるファイル名</translation>
    </message>
    <message>
        <source>files of one folder</source>
        <translation>1つのフォルダーのファイル</translation>
    </message>
    <message>
        <source>files changed since yesterday</source>
        <translation>昨日以降に更新されたファイル</translation>
    </message>
    <message>
        <source>all but low scores</source>
        <translation>低スコア以外すべて</translation>
    </message>
    <message>
        <source>mean grey value of the picture, 0 to 255</source>
        <translation>画像の平均輝度値、0～255</translation>
    </message>
    <message>
        <source>fine detail of the picture; falls out of focus</source>
        <translation>画像の細部の鮮明さ。ピントが外れると低下</translation>
    </message>
    <message>
        <source>how well the part was found in the picture, 0 to 1</source>
        <translation>画像内での部品の一致度、0～1</translation>
    </message>
    <message>
        <source>a blind review says the same</source>
        <translation>ブラインドレビューと一致</translation>
    </message>
    <message>
        <source>a blind review says something else</source>
        <translation>ブラインドレビューと不一致</translation>
    </message>
    <message>
        <source>nobody judged it blind</source>
        <translation>ブラインドレビューなし</translation>
    </message>
    <message>
        <source>whether a blind review says the same</source>
        <translation>ブラインドレビューと一致するか</translation>
    </message>
</context>
<context>
    <name>PartSentence</name>
    <message>
        <source>%1: waiting.</source>
        <translation>%1: 待機中。</translation>
    </message>
    <message>
        <source>%1: being inspected.</source>
        <translation>%1: 検査中。</translation>
    </message>
    <message>
        <source>%1: cancelled before it was inspected.</source>
        <translation>%1: 検査前にキャンセルされました。</translation>
    </message>
    <message>
        <source>%1: not inspected. %2</source>
        <translation>%1: 未検査。%2</translation>
    </message>
    <message numerus="yes">
        <source>%n defect(s)</source>
        <translation>
            <numerusform>欠陥%n件</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: pass, score %2, %3.</source>
        <translation>%1: 合格、スコア %2、%3。</translation>
    </message>
    <message>
        <source>%1: review, score %2, %3.</source>
        <translation>%1: 要確認、スコア %2、%3。</translation>
    </message>
    <message>
        <source>%1: fail, score %2, %3.</source>
        <translation>%1: 不合格、スコア %2、%3。</translation>
    </message>
    <message>
        <source>Accepted by a person.</source>
        <translation>人が承認しました。</translation>
    </message>
    <message>
        <source>Left open by a person.</source>
        <translation>人が保留しました。</translation>
    </message>
    <message>
        <source>Rejected by a person.</source>
        <translation>人が却下しました。</translation>
    </message>
    <message>
        <source>Label: good.</source>
        <translation>ラベル: 良品。</translation>
    </message>
    <message>
        <source>Label: defective.</source>
        <translation>ラベル: 不良品。</translation>
    </message>
</context>
<context>
    <name>PictureFaultText</name>
    <message>
        <source>The picture is too dark: brightness %1, at least %2 asked for.</source>
        <translation>画像が暗すぎます: 明るさ %1、%2 以上が必要です。</translation>
    </message>
    <message>
        <source>The picture is too bright: brightness %1, at most %2 asked for.</source>
        <translation>画像が明るすぎます: 明るさ %1、%2 以下が必要です。</translation>
    </message>
    <message>
        <source>The picture is out of focus: focus %1, at least %2 asked for.</source>
        <translation>画像のピントが合っていません: ピント %1、%2 以上が必要です。</translation>
    </message>
    <message>
        <source>Brightness and focus of the picture were not measured when it was inspected: inspect it again.</source>
        <translation>検査時に画像の明るさとピントが測定されていません。検査し直してください。</translation>
    </message>
    <message>
        <source>The part was not found where it may lie: match %1, at least %2 asked for.</source>
        <translation>許容範囲内に部品が見つかりませんでした: 一致度 %1、%2 以上が必要です。</translation>
    </message>
    <message>
        <source>Where the part lies can&apos;t be told: what that takes was not kept when it was inspected. Inspect it again.</source>
        <translation>部品の位置を判断できません。必要なデータが検査時に保存されていません。検査し直してください。</translation>
    </message>
    <message>
        <source>The part is moved or turned further than the recipe allows.</source>
        <translation>部品の位置ずれまたは回転が、レシピの許容範囲を超えています。</translation>
    </message>
</context>
<context>
    <name>PlcText</name>
    <message>
        <source>Control word, written by the PLC</source>
        <translation>制御ワード（PLC が書き込む）</translation>
    </message>
    <message>
        <source>Status word</source>
        <translation>ステータスワード</translation>
    </message>
    <message>
        <source>Heartbeat</source>
        <translation>ハートビート</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>部品</translation>
    </message>
    <message>
        <source>Number of the verdict</source>
        <translation>判定の番号</translation>
    </message>
    <message>
        <source>Verdict (1 pass, 2 review, 3 fail, 4 none)</source>
        <translation>判定（1 合格、2 要確認、3 不合格、4 なし）</translation>
    </message>
    <message>
        <source>Why there is none (1 failed, 2 late, 3 ended)</source>
        <translation>判定がない理由（1 失敗、2 時間切れ、3 終了）</translation>
    </message>
    <message>
        <source>Faults of the picture</source>
        <translation>画像の問題</translation>
    </message>
    <message>
        <source>Score, ten thousandths (65535: none)</source>
        <translation>スコア、1/10000（65535: なし）</translation>
    </message>
    <message>
        <source>Defects</source>
        <translation>欠陥</translation>
    </message>
    <message>
        <source>Of these, failing</source>
        <translation>うち不合格</translation>
    </message>
    <message>
        <source>Largest defect, px²</source>
        <translation>最大の欠陥、px²</translation>
    </message>
    <message>
        <source>Largest defect, mm²</source>
        <translation>最大の欠陥、mm²</translation>
    </message>
    <message>
        <source>Latency, ms</source>
        <translation>遅延、ms</translation>
    </message>
    <message>
        <source>Version of this table</source>
        <translation>この表のバージョン</translation>
    </message>
    <message>
        <source>Defect %1: verdict (2 review, 3 fail)</source>
        <translation>欠陥 %1: 判定（2 要確認、3 不合格）</translation>
    </message>
    <message>
        <source>Defect %1: zone</source>
        <translation>欠陥 %1: ゾーン</translation>
    </message>
    <message>
        <source>Defect %1: x, px</source>
        <translation>欠陥 %1: x、px</translation>
    </message>
    <message>
        <source>Defect %1: y, px</source>
        <translation>欠陥 %1: y、px</translation>
    </message>
    <message>
        <source>Defect %1: area, px²</source>
        <translation>欠陥 %1: 面積、px²</translation>
    </message>
    <message>
        <source>Defect %1: length, px</source>
        <translation>欠陥 %1: 長さ、px</translation>
    </message>
    <message>
        <source>Defect %1: peak, ten thousandths</source>
        <translation>欠陥 %1: ピーク、1/10000</translation>
    </message>
    <message>
        <source>Trigger</source>
        <translation>トリガー</translation>
    </message>
    <message>
        <source>Acknowledge</source>
        <translation>確認応答</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>準備完了</translation>
    </message>
    <message>
        <source>Busy</source>
        <translation>処理中</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完了</translation>
    </message>
    <message>
        <source>Pass</source>
        <translation>合格</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>要確認</translation>
    </message>
    <message>
        <source>Fail</source>
        <translation>不合格</translation>
    </message>
    <message>
        <source>No verdict</source>
        <translation>判定なし</translation>
    </message>
    <message>
        <source>Trigger refused</source>
        <translation>トリガー拒否</translation>
    </message>
    <message>
        <source>Overrun</source>
        <translation>オーバーラン</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>稼働中</translation>
    </message>
    <message>
        <source>another program listens there. It is tried again by itself.</source>
        <translation>別のプログラムがそこで待ち受けています。自動的に再試行します。</translation>
    </message>
    <message>
        <source>ports below 1024 need a right that this program doesn&apos;t have. Choose a greater one, such as 1502.</source>
        <translation>1024 未満のポートには、このプログラムにない権限が必要です。1502 など、より大きい番号を選んでください。</translation>
    </message>
    <message>
        <source>this computer has no such address now. It is tried again by itself.</source>
        <translation>このコンピューターには現在そのアドレスがありません。自動的に再試行します。</translation>
    </message>
    <message>
        <source>Nobody can call at %1: %2</source>
        <translation>%1 では接続を受け付けられません: %2</translation>
    </message>
    <message>
        <source>This program was built without Modbus. For it, it has to be built with libmodbus.</source>
        <translation>このプログラムは Modbus なしでビルドされています。使うには libmodbus を含めてビルドする必要があります。</translation>
    </message>
    <message>
        <source>The address to listen at is missing.</source>
        <translation>待ち受けるアドレスがありません。</translation>
    </message>
    <message>
        <source>Write the address to listen at as number and port: 0.0.0.0:1502 is every network of this computer, 192.168.0.5:1502 one of them.</source>
        <translation>待ち受けるアドレスは数字とポートで入力してください。0.0.0.0:1502 はこのコンピューターのすべてのネットワーク、192.168.0.5:1502 はそのうちの 1 つです。</translation>
    </message>
    <message>
        <source>Write the PLC&apos;s address as a number, such as 192.168.0.10, or leave the field empty.</source>
        <translation>PLC のアドレスは 192.168.0.10 のように数字で入力するか、空のままにしてください。</translation>
    </message>
    <message>
        <source>Listens at %1.</source>
        <translation>%1 で待ち受けています。</translation>
    </message>
    <message>
        <source>Nobody is connected.</source>
        <translation>接続はありません。</translation>
    </message>
    <message numerus="yes">
        <source>%1: %n request(s)</source>
        <comment>a PLC&apos;s address</comment>
        <translation>
            <numerusform>%1: %n 件の要求</numerusform>
        </translation>
    </message>
    <message>
        <source>Sent away: %1</source>
        <translation>拒否: %1</translation>
    </message>
    <message>
        <source>Triggers: %1</source>
        <translation>トリガー: %1</translation>
    </message>
    <message>
        <source>refused: %1</source>
        <translation>拒否: %1</translation>
    </message>
    <message>
        <source>without a verdict: %1</source>
        <translation>判定なし: %1</translation>
    </message>
    <message>
        <source>not acknowledged in time: %1</source>
        <translation>確認応答が間に合わず: %1</translation>
    </message>
    <message>
        <source>From the PLC: %1</source>
        <translation>PLC から: %1</translation>
    </message>
    <message>
        <source>To the PLC: %1</source>
        <translation>PLC へ: %1</translation>
    </message>
    <message>
        <source>Condition (0, 8, 9: verdicts come)</source>
        <translation>状態（0、8、9: 判定あり）</translation>
    </message>
    <message>
        <source>Recipe, chosen by the PLC</source>
        <translation>レシピ（PLC が選択）</translation>
    </message>
    <message>
        <source>Recipe in use (0: one without a number)</source>
        <translation>使用中のレシピ（0: 番号なし）</translation>
    </message>
    <message>
        <source>Recipe changes</source>
        <translation>レシピ切り替え中</translation>
    </message>
    <message>
        <source>Recipe %1 is being opened.</source>
        <translation>レシピ %1 を開いています。</translation>
    </message>
    <message>
        <source>Recipe %1 is unknown: the name of exactly one file of the folder has to begin with this number.</source>
        <translation>レシピ %1 が見つかりません。フォルダー内でこの番号から始まる名前のファイルがちょうど 1 つ必要です。</translation>
    </message>
    <message>
        <source>Recipe %1 is not opened: the desk is locked.</source>
        <translation>レシピ %1 は開きません。作業台はロックされています。</translation>
    </message>
    <message>
        <source>Recipe %1 was chosen while a part was awaited: the PLC has to choose it again.</source>
        <translation>部品を待っている間にレシピ %1 が選ばれました。PLC からもう一度選んでください。</translation>
    </message>
    <message>
        <source>Recipe %1 is in use.</source>
        <translation>レシピ %1 を使用中です。</translation>
    </message>
    <message>
        <source>A recipe without a number is in use.</source>
        <translation>番号のないレシピを使用中です。</translation>
    </message>
    <message>
        <source>Why it isn&apos;t the chosen one (1 unknown, 2 unusable, 3 locked, 4 busy, 5 occupied)</source>
        <translation>選んだものでない理由（1 不明、2 使用不可、3 ロック中、4 ビジー、5 操作中）</translation>
    </message>
    <message>
        <source>Recipe %1 can&apos;t be used: its file can&apos;t be read, or is of another model.</source>
        <translation>レシピ %1 は使えません。ファイルを読み込めないか、別のモデルのものです。</translation>
    </message>
    <message>
        <source>Recipe %1 is not opened: somebody is at the one in use, or changes wait to be saved or for a reason. The PLC has to choose it again.</source>
        <translation>レシピ %1 は開きません。使用中のレシピを操作中の人がいるか、変更が保存または理由の入力を待っています。PLC からもう一度選んでください。</translation>
    </message>
</context>
<context>
    <name>Progress</name>
    <message>
        <source>%1 of %2 images, %3 ms per image, %4 left</source>
        <translation>画像 %1/%2枚、1枚あたり %3 ms、残り %4</translation>
    </message>
    <message>
        <source>Loading the model: %1 %</source>
        <translation>モデルを読み込み中: %1 %</translation>
    </message>
</context>
<context>
    <name>Rates</name>
    <message>
        <source>%1&#xa0;%</source>
        <translation>%1&#xa0;%</translation>
    </message>
    <message>
        <source>%1&#xa0;ppm</source>
        <translation>%1&#xa0;ppm</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1～%2</translation>
    </message>
    <message>
        <source>at most %1</source>
        <translation>%1 以下</translation>
    </message>
    <message>
        <source>at least %1</source>
        <translation>%1 以上</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1/%2</translation>
    </message>
</context>
<context>
    <name>RecipeDialogs</name>
    <message>
        <source>%1: %2 → %3</source>
        <translation>%1: %2 → %3</translation>
    </message>
    <message>
        <source>Recipe</source>
        <translation>レシピ</translation>
    </message>
    <message>
        <source>Product, such as Gear A</source>
        <translation>製品（例: ギア A）</translation>
    </message>
    <message>
        <source>not calibrated</source>
        <translation>未キャリブレーション</translation>
    </message>
    <message>
        <source> mm per pixel</source>
        <translation> mm/ピクセル</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>名前(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Calibration</source>
        <translation>キャリブレーション(&amp;C)</translation>
    </message>
    <message>
        <source>Differences of Recipes</source>
        <translation>レシピの差異</translation>
    </message>
    <message>
        <source>“%1” and the present recipe say the same.</source>
        <translation>「%1」と現在のレシピの内容は同じです。</translation>
    </message>
    <message>
        <source>From “%1” to the present recipe:</source>
        <translation>「%1」から現在のレシピへの変更:</translation>
    </message>
    <message>
        <source>Golden Parts Change</source>
        <translation>ゴールデン部品の判定の変化</translation>
    </message>
    <message>
        <source>Why is this right?</source>
        <translation>この変更が正しい理由</translation>
    </message>
    <message>
        <source>&amp;Save the Recipe</source>
        <translation>レシピを保存(&amp;S)</translation>
    </message>
    <message>
        <source>The present recipe gives golden parts another verdict. It is saved with a reason, which goes into the review log; the parts are locked to their new verdicts.</source>
        <translation>現在のレシピではゴールデン部品の判定が変わります。保存には理由が必要で、その理由はレビュー記録に残ります。部品は新しい判定で固定されます。</translation>
    </message>
    <message>
        <source>With a calibration, areas and lengths are said in millimetres everywhere. To measure it: Ruler (M), a line over a known length, Enter.</source>
        <translation>キャリブレーションを行うと、面積と長さがすべてミリメートルで表示されます。測定方法: ルーラー (M) で既知の長さに線を引き、Enter を押します。</translation>
    </message>
    <message>
        <source>Calibrate</source>
        <translation>キャリブレーション</translation>
    </message>
    <message>
        <source> mm</source>
        <translation> mm</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>不明</translation>
    </message>
    <message>
        <source>%1 mm per pixel, to about %2 % when both ends are right to a pixel. The longer the line, the more exact.</source>
        <translation>1ピクセルあたり %1 mm。両端が1ピクセル以内で正確な場合、誤差は約 %2 %。線が長いほど正確です。</translation>
    </message>
    <message>
        <source>Type what the line is in reality.</source>
        <translation>線の実際の長さを入力してください。</translation>
    </message>
    <message>
        <source>The calibration stays as it is: another recipe is in use now.</source>
        <translation>キャリブレーションは変更されません。今は別のレシピを使っています。</translation>
    </message>
    <message>
        <source>Line on the picture</source>
        <translation>画像上の線</translation>
    </message>
    <message>
        <source>%1 px</source>
        <translation>%1 px</translation>
    </message>
    <message>
        <source>&amp;Length</source>
        <translation>長さ(&amp;L)</translation>
    </message>
</context>
<context>
    <name>RecipeText</name>
    <message>
        <source>none</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>%1: %2 → %3</source>
        <translation>%1: %2 → %3</translation>
    </message>
    <message>
        <source>Zone “%1”, %2</source>
        <translation>ゾーン「%1」、%2</translation>
    </message>
    <message>
        <source>Fail limit</source>
        <translation>不合格しきい値</translation>
    </message>
    <message>
        <source>Review limit</source>
        <translation>要確認しきい値</translation>
    </message>
    <message>
        <source>Grow limit</source>
        <translation>拡張しきい値</translation>
    </message>
    <message>
        <source>Least area</source>
        <translation>最小面積</translation>
    </message>
    <message>
        <source>Least length</source>
        <translation>最小長さ</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>スコア</translation>
    </message>
    <message>
        <source>Fail limit of the score</source>
        <translation>スコアの不合格しきい値</translation>
    </message>
    <message>
        <source>Review limit of the score</source>
        <translation>スコアの要確認しきい値</translation>
    </message>
    <message>
        <source>without a name</source>
        <translation>名前なし</translation>
    </message>
    <message>
        <source>Zone “%1” removed</source>
        <translation>ゾーン「%1」を削除</translation>
    </message>
    <message>
        <source>Zone “%1” added</source>
        <translation>ゾーン「%1」を追加</translation>
    </message>
    <message>
        <source>Zone “%1” reshaped</source>
        <translation>ゾーン「%1」の形状を変更</translation>
    </message>
    <message>
        <source>Order of the zones changed</source>
        <translation>ゾーンの順序を変更</translation>
    </message>
    <message>
        <source>Don&apos;t-care area “%1” reshaped</source>
        <translation>対象外領域「%1」の形状を変更</translation>
    </message>
    <message>
        <source>Don&apos;t-care area “%1” removed</source>
        <translation>対象外領域「%1」を削除</translation>
    </message>
    <message>
        <source>Don&apos;t-care area “%1” added</source>
        <translation>対象外領域「%1」を追加</translation>
    </message>
    <message>
        <source>Don&apos;t-care areas renamed or put in another order</source>
        <translation>対象外領域の名前または順序を変更</translation>
    </message>
    <message>
        <source>“%1” left the golden set</source>
        <translation>「%1」をゴールデンセットから除外</translation>
    </message>
    <message>
        <source>“%1” joined the golden set as %2</source>
        <translation>「%1」を「%2」としてゴールデンセットに追加</translation>
    </message>
    <message>
        <source>Golden part “%1”</source>
        <translation>ゴールデン部品「%1」</translation>
    </message>
    <message>
        <source>mean of the top %1 % of both branches</source>
        <translation>両ブランチの上位 %1 % の平均</translation>
    </message>
    <message>
        <source>mean of the top %1 %</source>
        <translation>上位 %1 % の平均</translation>
    </message>
    <message>
        <source>share of the area at or above %1</source>
        <translation>%1 以上の面積の割合</translation>
    </message>
    <message>
        <source>greatest value</source>
        <translation>最大値</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>モデル</translation>
    </message>
    <message>
        <source>Alpha</source>
        <translation>Alpha</translation>
    </message>
    <message>
        <source>Sigma</source>
        <translation>Sigma</translation>
    </message>
    <message>
        <source>Millimetres per pixel</source>
        <translation>mm/ピクセル</translation>
    </message>
    <message numerus="yes">
        <source>%n change(s)</source>
        <translation>
            <numerusform>変更%n件</numerusform>
        </translation>
    </message>
    <message>
        <source>Share of the pixels that the score looks at</source>
        <translation>スコアに使うピクセルの割合</translation>
    </message>
    <message>
        <source>Picture that zones are drawn on</source>
        <translation>ゾーンを描画した画像</translation>
    </message>
    <message>
        <source>Zones of the same name changed</source>
        <translation>同名のゾーンを変更</translation>
    </message>
    <message>
        <source>Order or names of the golden parts changed</source>
        <translation>ゴールデン部品の順序または名前を変更</translation>
    </message>
    <message>
        <source>%1 px</source>
        <translation>%1 px</translation>
    </message>
    <message>
        <source>whole picture</source>
        <translation>画像全体</translation>
    </message>
    <message>
        <source>Tiles</source>
        <translation>タイル</translation>
    </message>
    <message>
        <source>Brightness from</source>
        <translation>明るさの下限</translation>
    </message>
    <message>
        <source>Brightness up to</source>
        <translation>明るさの上限</translation>
    </message>
    <message>
        <source>Focus from</source>
        <translation>ピントの下限</translation>
    </message>
    <message numerus="yes">
        <source>from %n part(s)</source>
        <translation>
            <numerusform>部品%n個から</numerusform>
        </translation>
    </message>
    <message>
        <source>turned off</source>
        <translation>オフ</translation>
    </message>
    <message>
        <source>What good parts show</source>
        <translation>良品ベースライン</translation>
    </message>
    <message>
        <source>%1: learned anew</source>
        <translation>%1: 再学習</translation>
    </message>
    <message>
        <source>by a mark</source>
        <translation>マークで検出</translation>
    </message>
    <message>
        <source>Where the part lies</source>
        <translation>部品の位置</translation>
    </message>
    <message>
        <source>%1: another reference picture</source>
        <translation>%1: 基準画像を変更</translation>
    </message>
    <message>
        <source>%1: another mark</source>
        <translation>%1: マークを変更</translation>
    </message>
    <message>
        <source>Greatest shift (%)</source>
        <translation>最大ずれ（%）</translation>
    </message>
    <message>
        <source>Greatest turn (°)</source>
        <translation>最大回転（°）</translation>
    </message>
    <message>
        <source>Least match</source>
        <translation>最小一致度</translation>
    </message>
    <message>
        <source>still good</source>
        <translation>まだ良品</translation>
    </message>
    <message>
        <source>no longer good</source>
        <translation>もう良品でない</translation>
    </message>
    <message>
        <source>Limit sample of “%1” removed</source>
        <translation>「%1」の限度見本を削除</translation>
    </message>
    <message>
        <source>Limit sample of “%1” added: %2</source>
        <comment>part, still good</comment>
        <translation>「%1」の限度見本を追加: %2</translation>
    </message>
    <message>
        <source>Limit sample of “%1”</source>
        <translation>「%1」の限度見本</translation>
    </message>
    <message>
        <source>Order of the limit samples changed</source>
        <translation>限度見本の順序を変更</translation>
    </message>
    <message>
        <source>Limit sample of “%1” changed</source>
        <translation>「%1」の限度見本を変更</translation>
    </message>
</context>
<context>
    <name>RecipeWords</name>
    <message>
        <source>fails at or above %1</source>
        <translation>%1 以上で不合格</translation>
    </message>
    <message>
        <source>fails at or above %1, review at or above %2</source>
        <translation>%1 以上で不合格、%2 以上で要確認</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>regions grow down to %1</source>
        <translation>領域は %1 まで拡張</translation>
    </message>
    <message>
        <source>regions below %1 do not count</source>
        <translation>%1 未満の領域は無視</translation>
    </message>
    <message>
        <source>regions shorter than %1 do not count</source>
        <translation>%1 より短い領域は無視</translation>
    </message>
    <message numerus="yes">
        <source>%n area(s) never judged</source>
        <translation>
            <numerusform>判定しない領域%n個</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Recipe</source>
        <translation>レシピ</translation>
    </message>
    <message>
        <source>Regions</source>
        <translation>領域</translation>
    </message>
    <message>
        <source>Zone “%1”</source>
        <translation>ゾーン「%1」</translation>
    </message>
    <message>
        <source>Don&apos;t-care areas</source>
        <translation>対象外領域</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>スコア</translation>
    </message>
    <message>
        <source>Limits on the score</source>
        <translation>スコアのしきい値</translation>
    </message>
    <message>
        <source>none: the score is only shown</source>
        <translation>なし: スコアは表示のみ</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>マップ</translation>
    </message>
    <message>
        <source>%1 of Post-VCP and %2 of Pre-VCP; smoothed by %3 px of the model&apos;s input</source>
        <translation>Post-VCP %1、Pre-VCP %2、平滑化 %3 px（モデル入力のピクセル）</translation>
    </message>
    <message>
        <source>Scale</source>
        <translation>縮尺</translation>
    </message>
    <message>
        <source>%1 mm per pixel</source>
        <translation>1ピクセルあたり %1 mm</translation>
    </message>
    <message>
        <source>not calibrated: sizes are in pixels</source>
        <translation>未キャリブレーション: サイズはピクセル単位</translation>
    </message>
    <message>
        <source>Golden set</source>
        <translation>ゴールデンセット</translation>
    </message>
    <message numerus="yes">
        <source>%n part(s) with a locked verdict</source>
        <translation>
            <numerusform>判定を固定した部品%n個</numerusform>
        </translation>
    </message>
    <message>
        <source>Tiles</source>
        <translation>タイル</translation>
    </message>
    <message>
        <source>looked at in tiles with a side of %1 px, which overlap by a fifth</source>
        <translation>一辺 %1 px のタイルごとに検査、隣り合うタイルは5分の1重複</translation>
    </message>
    <message>
        <source>brightness from %1</source>
        <translation>明るさ %1 以上</translation>
    </message>
    <message>
        <source>brightness up to %1</source>
        <translation>明るさ %1 以下</translation>
    </message>
    <message>
        <source>focus from %1</source>
        <translation>ピント %1 以上</translation>
    </message>
    <message>
        <source>%1; else review</source>
        <translation>%1。それ以外は要確認</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>画像</translation>
    </message>
    <message>
        <source>Good parts</source>
        <translation>良品</translation>
    </message>
    <message numerus="yes">
        <source>what %n good part(s) show at each place is taken off the map</source>
        <translation>
            <numerusform>良品%n個で各位置に現れる値をマップから差し引き</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>learned from %n good part(s), but turned off</source>
        <translation>
            <numerusform>良品%n個から学習済み、現在はオフ</numerusform>
        </translation>
    </message>
    <message>
        <source>a mark is known, but it is not looked for</source>
        <translation>マークは登録済み、検出はオフ</translation>
    </message>
    <message>
        <source>a mark of %1 × %2 px is looked for, moved by up to %3 % of the picture and turned by up to %4°; match from %5, else review</source>
        <translation>%1 × %2 px のマークを検出、ずれは画像の %3 % まで、回転は %4° まで。一致度 %5 以上、それ以外は要確認</translation>
    </message>
    <message>
        <source>Position</source>
        <translation>位置合わせ</translation>
    </message>
    <message>
        <source>Limit samples</source>
        <translation>限度見本</translation>
    </message>
    <message>
        <source>%1 still good, %2 no longer good</source>
        <translation>まだ良品 %1、もう良品でない %2</translation>
    </message>
</context>
<context>
    <name>ReportCharts</name>
    <message numerus="yes">
        <source>%n others</source>
        <translation>
            <numerusform>その他%n件</numerusform>
        </translation>
    </message>
    <message>
        <source>none</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>top folder</source>
        <translation>最上位フォルダー</translation>
    </message>
    <message>
        <source>defects</source>
        <translation>欠陥数</translation>
    </message>
    <message>
        <source>bars: defects; line: share reached together, the plot&apos;s height is 100 %</source>
        <translation>棒: 欠陥数、線: 累積比率（グラフの高さが 100 %）</translation>
    </message>
    <message>
        <source>the whole image; the darker a cell, the more defects lie in it, at most %1</source>
        <translation>画像全体。セルが濃いほど欠陥が多く、最大%1件</translation>
    </message>
    <message>
        <source>good</source>
        <translation>良品</translation>
    </message>
    <message>
        <source>defective</source>
        <translation>不良品</translation>
    </message>
    <message>
        <source>unlabelled</source>
        <translation>ラベルなし</translation>
    </message>
    <message>
        <source>parts</source>
        <translation>部品数</translation>
    </message>
    <message>
        <source>fail %1</source>
        <translation>不合格 %1</translation>
    </message>
    <message>
        <source>review %1</source>
        <translation>要確認 %1</translation>
    </message>
    <message>
        <source>parts in their order</source>
        <translation>部品（順番どおり）</translation>
    </message>
</context>
<context>
    <name>ReportContents</name>
    <message>
        <source>Contents</source>
        <translation>目次</translation>
    </message>
</context>
<context>
    <name>ReportCover</name>
    <message>
        <source>No part was inspected.</source>
        <translation>検査された部品はありません。</translation>
    </message>
    <message numerus="yes">
        <source>None of the %n part(s) could be inspected; the reasons stand further on.</source>
        <translation>
            <numerusform>部品%n個はいずれも検査できませんでした。理由は後のページに記載しています。</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2 parts pass.</source>
        <translation>部品%2個中%1個が合格です。</translation>
    </message>
    <message>
        <source>People decided on %1 of them and saw %2 otherwise than the machine; their word counts.</source>
        <translation>このうち%1個は人が判定し、%2個で機械と異なる判定になりました。人の判定を優先します。</translation>
    </message>
    <message>
        <source>The verdicts are the machine&apos;s; nobody has reviewed them.</source>
        <translation>判定は機械によるものです。レビューはまだ行われていません。</translation>
    </message>
    <message>
        <source>Sealed</source>
        <translation>シール付き</translation>
    </message>
    <message>
        <source>All figures are attached to this file as report.json. vcp-inspect verify FILE tells whether anything in it was changed since. The attached figures have the seal</source>
        <translation>すべての数値は report.json としてこのファイルに添付されています。その後に変更があったかどうかは vcp-inspect verify FILE で確認できます。添付された数値のシールは次のとおりです</translation>
    </message>
    <message>
        <source>Inspection report</source>
        <translation>検査レポート</translation>
    </message>
    <message>
        <source>Lot</source>
        <translation>ロット</translation>
    </message>
    <message>
        <source>Station</source>
        <translation>ステーション</translation>
    </message>
    <message>
        <source>Operator</source>
        <translation>作業者</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>作成日時</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>モデル</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>省略した内容</translation>
    </message>
    <message>
        <source>names, times or people, at the wish of who made this report</source>
        <translation>名前、日時または人（レポート作成者の指定による）</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>メモ</translation>
    </message>
    <message>
        <source>Mean over the products. %1 images of %2, of which %3 are defective.</source>
        <translation>製品の平均です。%2 の画像%1枚、うち不良品%3枚。</translation>
    </message>
    <message>
        <source>Evaluation report</source>
        <translation>評価レポート</translation>
    </message>
    <message>
        <source>Not all parts had been inspected when this report was made.</source>
        <translation>このレポートの作成時点で、すべての部品の検査は完了していませんでした。</translation>
    </message>
</context>
<context>
    <name>ReportEvaluation</name>
    <message>
        <source>Product</source>
        <translation>製品</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>平均</translation>
    </message>
    <message>
        <source>In per cent; a dash where a figure is not defined.</source>
        <translation>単位はパーセント。定義されない指標はダッシュで示します。</translation>
    </message>
    <message>
        <source>false positive rate</source>
        <translation>偽陽性率</translation>
    </message>
    <message>
        <source>recall</source>
        <translation>再現率</translation>
    </message>
    <message>
        <source>ROC of pixels</source>
        <translation>ピクセルの ROC</translation>
    </message>
    <message>
        <source>true positive rate</source>
        <translation>真陽性率</translation>
    </message>
    <message>
        <source>Precision and recall of pixels</source>
        <translation>ピクセルの適合率と再現率</translation>
    </message>
    <message>
        <source>precision</source>
        <translation>適合率</translation>
    </message>
    <message>
        <source>ROC of images</source>
        <translation>画像の ROC</translation>
    </message>
    <message>
        <source>Precision and recall of images</source>
        <translation>画像の適合率と再現率</translation>
    </message>
    <message>
        <source>PRO of regions</source>
        <translation>領域の PRO</translation>
    </message>
    <message>
        <source>mean overlap</source>
        <translation>平均重なり</translation>
    </message>
    <message>
        <source>Curves</source>
        <translation>曲線</translation>
    </message>
    <message>
        <source>Images at the limit of the greatest F1</source>
        <translation>F1 が最大となるしきい値での画像</translation>
    </message>
    <message>
        <source>limit</source>
        <translation>しきい値</translation>
    </message>
    <message>
        <source>hits</source>
        <translation>検出</translation>
    </message>
    <message>
        <source>escapes</source>
        <translation>見逃し</translation>
    </message>
    <message>
        <source>overkill</source>
        <translation>過検出</translation>
    </message>
    <message>
        <source>passes</source>
        <translation>合格</translation>
    </message>
    <message>
        <source>No product has both good and defective images.</source>
        <translation>良品と不良品の両方の画像がある製品はありません。</translation>
    </message>
    <message>
        <source>%1 (%2); with 95 % confidence %3</source>
        <translation>%1（%2）、95 % 信頼区間 %3</translation>
    </message>
    <message>
        <source>Escapes</source>
        <translation>見逃し</translation>
    </message>
    <message>
        <source>Overkill</source>
        <translation>過検出</translation>
    </message>
    <message>
        <source>Types of defect</source>
        <translation>欠陥の種類</translation>
    </message>
    <message>
        <source>Product, type</source>
        <translation>製品、種類</translation>
    </message>
    <message>
        <source>images</source>
        <translation>画像数</translation>
    </message>
    <message>
        <source>pixel AUROC</source>
        <translation>ピクセル AUROC</translation>
    </message>
    <message>
        <source>pixel AP</source>
        <translation>ピクセル AP</translation>
    </message>
    <message>
        <source>image AUROC</source>
        <translation>画像 AUROC</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1、%2</translation>
    </message>
    <message>
        <source>Each type&apos;s images with all good ones of its product.</source>
        <translation>種類ごとの画像と、その製品のすべての良品画像による値です。</translation>
    </message>
    <message>
        <source>Evaluation</source>
        <translation>評価</translation>
    </message>
    <message>
        <source>Data set</source>
        <translation>データセット</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>モデル</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>マップ</translation>
    </message>
    <message>
        <source>%1 of Post-VCP; smoothed by %2 px of the model&apos;s input</source>
        <translation>Post-VCP %1、平滑化 %2 px（モデル入力のピクセル）</translation>
    </message>
    <message>
        <source>Image score</source>
        <translation>画像スコア</translation>
    </message>
    <message>
        <source>by the model&apos;s own rule, by which verdicts are given</source>
        <translation>判定に使うモデル独自の規則による</translation>
    </message>
    <message>
        <source>as published</source>
        <translation>公開コードの方式</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>指標</translation>
    </message>
    <message>
        <source>Compared with %1</source>
        <translation>%1 との比較</translation>
    </message>
</context>
<context>
    <name>ReportFindings</name>
    <message>
        <source>nothing</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>Decided: %1; the machine said %2.</source>
        <translation>人の判定: %1。機械の判定: %2。</translation>
    </message>
    <message>
        <source>%1 decided: %2; the machine said %3.</source>
        <translation>%1 の判定: %2。機械の判定: %3。</translation>
    </message>
    <message>
        <source>score %1</source>
        <translation>スコア %1</translation>
    </message>
    <message numerus="yes">
        <source>%n defect(s)</source>
        <translation>
            <numerusform>欠陥%n件</numerusform>
        </translation>
    </message>
    <message>
        <source>p. %1</source>
        <translation>p. %1</translation>
    </message>
    <message numerus="yes">
        <source>%n more stand in the attached figures only.</source>
        <translation>
            <numerusform>ほか%n件は添付の数値にのみ記載しています。</numerusform>
        </translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>検査結果</translation>
    </message>
    <message>
        <source>Not inspected</source>
        <translation>検査できなかった部品</translation>
    </message>
    <message>
        <source>Failing</source>
        <translation>不合格</translation>
    </message>
    <message>
        <source>To be looked at</source>
        <translation>要確認</translation>
    </message>
    <message>
        <source>Decisions and notes of people</source>
        <translation>人の判定とメモ</translation>
    </message>
    <message>
        <source>Judged blind: %1.</source>
        <translation>ブラインド判定: %1。</translation>
    </message>
</context>
<context>
    <name>ReportGauge</name>
    <message>
        <source>Gauge study</source>
        <translation>測定システム分析</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>画像</translation>
    </message>
    <message>
        <source>Named</source>
        <translation>名前の形式</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>測定量</translation>
    </message>
    <message>
        <source>Tolerance</source>
        <translation>公差</translation>
    </message>
    <message>
        <source>Gauge R&amp;R</source>
        <translation>ゲージ R&amp;R</translation>
    </message>
    <message>
        <source>Analysis of variance</source>
        <translation>分散分析</translation>
    </message>
    <message>
        <source>Crossed, with random effects, as in AIAG&apos;s Measurement Systems Analysis, 4th edition.</source>
        <translation>交差計画、変量効果。AIAG の Measurement Systems Analysis 第4版に準拠。</translation>
    </message>
    <message>
        <source>Verdicts</source>
        <translation>判定</translation>
    </message>
</context>
<context>
    <name>ReportLimitSamples</name>
    <message>
        <source>Limit samples</source>
        <translation>限度見本</translation>
    </message>
    <message>
        <source>What people have agreed on, all at one scale: a square is %1 wide.</source>
        <translation>取り決めた境目です。すべて同じ倍率で、1 ますの幅は %1 です。</translation>
    </message>
    <message>
        <source>Still good</source>
        <translation>まだ良品</translation>
    </message>
    <message>
        <source>No longer good</source>
        <translation>もう良品でない</translation>
    </message>
</context>
<context>
    <name>ReportPages</name>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>画像</translation>
    </message>
</context>
<context>
    <name>ReportPictures</name>
    <message>
        <source>machine: %1</source>
        <translation>機械: %1</translation>
    </message>
    <message>
        <source>score %1</source>
        <translation>スコア %1</translation>
    </message>
    <message>
        <source>%1 × %2 px</source>
        <translation>%1 × %2 px</translation>
    </message>
    <message>
        <source>labelled good</source>
        <translation>ラベル: 良品</translation>
    </message>
    <message>
        <source>labelled defective</source>
        <translation>ラベル: 不良品</translation>
    </message>
    <message>
        <source>There is no picture: the file holds another image now than the one that was inspected.</source>
        <translation>画像はありません。現在ファイルにある画像は、検査時のものと異なります。</translation>
    </message>
    <message>
        <source>There is no picture. %1</source>
        <translation>画像はありません。%1</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>番号</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>判定</translation>
    </message>
    <message>
        <source>Area</source>
        <translation>面積</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>長さ</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>幅</translation>
    </message>
    <message>
        <source>Peak</source>
        <translation>ピーク値</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>平均</translation>
    </message>
    <message>
        <source>Zone</source>
        <translation>ゾーン</translation>
    </message>
    <message>
        <source>Class, note</source>
        <translation>クラス、メモ</translation>
    </message>
    <message>
        <source>No region reaches a limit.</source>
        <translation>しきい値に達した領域はありません。</translation>
    </message>
    <message numerus="yes">
        <source>%n more stand in the attached figures only.</source>
        <translation>
            <numerusform>ほか%n件は添付の数値にのみ記載しています。</numerusform>
        </translation>
    </message>
    <message>
        <source>Decided: %1 (%2).</source>
        <translation>人の判定: %1（%2）。</translation>
    </message>
    <message>
        <source>%3 decided: %1 (%2).</source>
        <translation>%3 の判定: %1（%2）。</translation>
    </message>
    <message>
        <source>The machine was overruled.</source>
        <translation>機械の判定は変更されました。</translation>
    </message>
    <message>
        <source>Note: %1</source>
        <translation>メモ: %1</translation>
    </message>
    <message>
        <source>Judged blind: %1.</source>
        <translation>ブラインド判定: %1。</translation>
    </message>
</context>
<context>
    <name>ReportSettings</name>
    <message>
        <source>Model</source>
        <translation>モデル</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>CLIP weights</source>
        <translation>CLIP の重み</translation>
    </message>
    <message>
        <source>VCP weights</source>
        <translation>VCP の重み</translation>
    </message>
    <message>
        <source>Options</source>
        <translation>オプション</translation>
    </message>
    <message>
        <source>prompts, layers, mean and deviation of the pixels</source>
        <translation>プロンプト、層、ピクセルの平均と標準偏差</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>入力</translation>
    </message>
    <message>
        <source>%1 × %1 px, layers %2</source>
        <translation>%1 × %1 px、層 %2</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>デバイス</translation>
    </message>
    <message>
        <source>%1, precision %2</source>
        <translation>%1、精度 %2</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>プログラム</translation>
    </message>
    <message>
        <source>%1, engine revision %2</source>
        <translation>%1、エンジンリビジョン %2</translation>
    </message>
    <message>
        <source>Review log</source>
        <translation>レビュー記録</translation>
    </message>
    <message>
        <source>There is no review log: nobody has decided on these parts.</source>
        <translation>レビュー記録はありません。これらの部品はまだ誰も判定していません。</translation>
    </message>
    <message>
        <source>Last entry</source>
        <translation>最後の項目</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>設定</translation>
    </message>
    <message>
        <source>Recipe</source>
        <translation>レシピ</translation>
    </message>
    <message>
        <source>Self-test</source>
        <translation>セルフテスト</translation>
    </message>
    <message numerus="yes">
        <source>maps of %n sample images differ from float32 on the CPU by %1 at most</source>
        <translation>
            <numerusform>サンプル画像%n枚のマップと CPU の float32 との差は最大 %1</numerusform>
        </translation>
    </message>
    <message>
        <source>The review log could not be read when this report was made: its entries are not in it.</source>
        <translation>このレポートの作成時にレビュー記録を読み取れませんでした。その項目は含まれていません。</translation>
    </message>
</context>
<context>
    <name>ReportStatistics</name>
    <message>
        <source>%1 (%2); with 95 % confidence %3</source>
        <translation>%1（%2）、95 % 信頼区間 %3</translation>
    </message>
    <message>
        <source>Machine against label</source>
        <translation>機械の判定とラベルの比較</translation>
    </message>
    <message>
        <source>No part is labelled good or defective, so escapes and overkill are not known.</source>
        <translation>良品または不良品のラベルが付いた部品がないため、見逃しと過検出は不明です。</translation>
    </message>
    <message>
        <source>Escapes</source>
        <translation>見逃し</translation>
    </message>
    <message>
        <source>defective parts that the machine passes</source>
        <translation>機械が合格とした不良品</translation>
    </message>
    <message>
        <source>Overkill</source>
        <translation>過検出</translation>
    </message>
    <message>
        <source>good parts that the machine fails</source>
        <translation>機械が不合格とした良品</translation>
    </message>
    <message>
        <source>%1 parts: %2 pass, %3 review, %4 fail</source>
        <translation>部品%1個: 合格 %2、要確認 %3、不合格 %4</translation>
    </message>
    <message>
        <source>Good</source>
        <translation>良品</translation>
    </message>
    <message>
        <source>Defective</source>
        <translation>不良品</translation>
    </message>
    <message>
        <source>Unlabelled</source>
        <translation>ラベルなし</translation>
    </message>
    <message>
        <source>Defects by class</source>
        <translation>クラス別の欠陥</translation>
    </message>
    <message>
        <source>Defects by zone</source>
        <translation>ゾーン別の欠陥</translation>
    </message>
    <message>
        <source>Defects by folder</source>
        <translation>フォルダー別の欠陥</translation>
    </message>
    <message>
        <source>Where defects lie</source>
        <translation>欠陥の位置</translation>
    </message>
    <message>
        <source>No part has a defect.</source>
        <translation>欠陥のある部品はありません。</translation>
    </message>
    <message>
        <source>Statistics</source>
        <translation>統計</translation>
    </message>
    <message>
        <source>No part could be judged, so there is nothing to count.</source>
        <translation>判定できた部品がないため、集計するものがありません。</translation>
    </message>
    <message>
        <source>region score</source>
        <translation>領域スコア</translation>
    </message>
    <message>
        <source>Scores</source>
        <translation>スコア</translation>
    </message>
    <message>
        <source>The region score is the greatest limit at which a part still has a region that counts: it reaches a limit exactly when the part does. The machine&apos;s verdicts are counted.</source>
        <translation>領域スコアは、部品に対象となる領域が残る最大のしきい値です。領域スコアがしきい値に達することと、部品がそのしきい値に達することは同じです。機械の判定を集計しています。</translation>
    </message>
    <message>
        <source>Course of the lot</source>
        <translation>ロットの推移</translation>
    </message>
    <message>
        <source>Drawn by chance</source>
        <translation>無作為抽出</translation>
    </message>
    <message>
        <source>With 95 % confidence. Parts are drawn in the order of their files&apos; SHA-256, up to the first that has no label.</source>
        <translation>信頼度 95 %。ファイルの SHA-256 の順に、ラベルのない最初の部品の手前まで抜き取ります。</translation>
    </message>
    <message numerus="yes">
        <source>Blind review by %1: %n part(s)</source>
        <translation>
            <numerusform>%1 によるブラインドレビュー: 部品%n個</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Run</name>
    <message>
        <source>Say where the results go: --out DIR</source>
        <translation>結果の出力先を指定してください: --out DIR</translation>
    </message>
    <message>
        <source>Name the images or folders to inspect.</source>
        <translation>検査する画像またはフォルダーを指定してください。</translation>
    </message>
    <message>
        <source>“%1” holds no image: PNG, JPEG, BMP, TIFF and WebP files are looked for, in subfolders too.</source>
        <translation>「%1」に画像がありません。PNG、JPEG、BMP、TIFF、WebP ファイルをサブフォルダーも含めて検索します。</translation>
    </message>
    <message>
        <source>Warning: this computer uses the slow reference BLAS (%1); inspection takes tens of times longer. Install the package libopenblas0-openmp.</source>
        <translation>警告: このコンピューターは低速なリファレンス BLAS（%1）を使用しています。検査に数十倍の時間がかかります。パッケージ libopenblas0-openmp をインストールしてください。</translation>
    </message>
    <message numerus="yes">
        <source>%n images</source>
        <translation>
            <numerusform>画像%n枚</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n pass</source>
        <translation>
            <numerusform>合格 %n</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n review</source>
        <translation>
            <numerusform>要確認 %n</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n fail</source>
        <translation>
            <numerusform>不合格 %n</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n error</source>
        <translation>
            <numerusform>エラー %n</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: %2, %3, %4, %5; results in %6</source>
        <translation>%1: %2、%3、%4、%5。結果: %6</translation>
    </message>
    <message>
        <source>recipe with limits, as saved by the program (default: the model&apos;s)</source>
        <translation>しきい値を含む、プログラムで保存したレシピ（既定値: モデルのレシピ）</translation>
    </message>
    <message>
        <source>folder for results.csv, defects.csv and results.json</source>
        <translation>results.csv、defects.csv、results.json の出力先フォルダー</translation>
    </message>
    <message>
        <source>also write maps/&lt;stem&gt;.tiff: the anomaly map, float32, 0 to 1</source>
        <translation>maps/&lt;stem&gt;.tiff も書き込む: 異常マップ、float32、0～1</translation>
    </message>
    <message>
        <source>and both branches: maps/&lt;stem&gt;.pre.tiff and .post.tiff</source>
        <translation>両ブランチも書き込む: maps/&lt;stem&gt;.pre.tiff と .post.tiff</translation>
    </message>
    <message>
        <source>also write overlays/&lt;stem&gt;.png: the image with heat and contours</source>
        <translation>overlays/&lt;stem&gt;.png も書き込む: ヒートマップと輪郭付きの画像</translation>
    </message>
    <message>
        <source>vcp-inspect run [options] --out DIR PATH...

Inspects images, and folders with all their subfolders.
Returns 0 when every part passes, 1 when one fails or needs review, 2 for wrong usage or an unusable
model or recipe, 3 when an input could not be read.</source>
        <translation>vcp-inspect run [オプション] --out DIR PATH...

画像、およびフォルダーとそのすべてのサブフォルダーを検査します。
すべての部品が合格なら 0、不合格または要確認の部品があれば 1、使い方の誤りまたは使用できないモデルや
レシピの場合は 2、読み込めない入力があった場合は 3 を返します。</translation>
    </message>
    <message>
        <source>Stopped before the last image: %1 of %2 are done and written.</source>
        <translation>最後の画像の前に中止しました。%2枚中%1枚が完了し、書き込まれています。</translation>
    </message>
    <message>
        <source>“%1” doesn&apos;t fit --%2. There are: %3.</source>
        <translation>「%1」は --%2 に指定できません。使用できるもの: %3。</translation>
    </message>
    <message>
        <source>also write a sealed report as PDF</source>
        <translation>シール付きレポートも PDF で書き込む</translation>
    </message>
    <message>
        <source>of the report: short, full (default) or rejects</source>
        <translation>レポートの種類: short、full（既定値）、rejects</translation>
    </message>
    <message>
        <source>parts that get a picture in it: all, not-passing (default) or failing</source>
        <translation>レポートに画像を載せる部品: all、not-passing（既定値）、failing</translation>
    </message>
    <message>
        <source>pictures on a page: 1 (default) or 2</source>
        <translation>1ページの画像数: 1（既定値）または 2</translation>
    </message>
    <message>
        <source>a4 (default) or letter</source>
        <translation>a4（既定値）または letter</translation>
    </message>
    <message>
        <source>what the report calls the product (default: the recipe&apos;s name)</source>
        <translation>レポートに記載する製品名（既定値: レシピの名前）</translation>
    </message>
    <message>
        <source>and its lot</source>
        <translation>レポートに記載するロット</translation>
    </message>
    <message>
        <source>where it was inspected</source>
        <translation>検査した場所</translation>
    </message>
    <message>
        <source>and by whom</source>
        <translation>検査した人</translation>
    </message>
    <message>
        <source>for the report&apos;s first page</source>
        <translation>レポートの1ページ目に記載する内容</translation>
    </message>
    <message>
        <source>at the head of every page</source>
        <translation>各ページの上部に入れる文字</translation>
    </message>
    <message>
        <source>picture at the head of every page</source>
        <translation>各ページの上部に入れる画像</translation>
    </message>
    <message>
        <source>leave out of the report: folders (of files&apos; names), or names (numbers instead) and times</source>
        <translation>レポートから省く内容: folders（ファイル名のフォルダー部分）、または names（名前の代わりに番号）と日時</translation>
    </message>
    <message>
        <source>--%1 goes with: --report F.pdf</source>
        <translation>--%1 は次のオプションと組み合わせて使用します: --report F.pdf</translation>
    </message>
    <message>
        <source>--report wants the name of a PDF file.</source>
        <translation>--report には PDF ファイルの名前を指定してください。</translation>
    </message>
    <message>
        <source>also write masks/&lt;stem&gt;.png: 0 background, 128 review, 255 fail</source>
        <translation>masks/&lt;stem&gt;.png も書き込む: 0 背景、128 要確認、255 不合格</translation>
    </message>
    <message>
        <source>also write coco.json: outlines of all regions, COCO instances</source>
        <translation>coco.json も書き込む: 全領域の輪郭、COCO インスタンス形式</translation>
    </message>
    <message>
        <source>also write labelme/&lt;stem&gt;.json: outlines of an image&apos;s regions</source>
        <translation>labelme/&lt;stem&gt;.json も書き込む: 画像ごとの領域の輪郭</translation>
    </message>
    <message>
        <source>a gauge study too: what the images&apos; names are like, as {appraiser}/{part}_{trial}, or auto; study.csv</source>
        <translation>測定システム分析も行う: 画像の名前の形式（{appraiser}/{part}_{trial} など）、または auto。study.csv に出力</translation>
    </message>
    <message>
        <source>of the study: %1</source>
        <translation>分析の測定量: %1</translation>
    </message>
    <message>
        <source>what the measure may differ by, in its unit (mm where the recipe is calibrated)</source>
        <translation>測定量に許される差、測定量の単位（レシピがキャリブレーション済みなら mm）</translation>
    </message>
    <message>
        <source>--%1 goes with: --study NAMES</source>
        <translation>--%1 は次のオプションと組み合わせて使用します: --study NAMES</translation>
    </message>
    <message>
        <source>“%1” would be replaced, and nothing says that a run wrote it. With --out, choose another folder.</source>
        <translation>「%1」が置き換えられますが、以前の実行が書いたものとは確認できません。--out で別のフォルダーを指定してください。</translation>
    </message>
    <message>
        <source>Stopped before the report was finished: it was not written, everything else was.</source>
        <translation>レポートの完了前に停止しました。レポートは書き込まれていませんが、それ以外はすべて書き込まれました。</translation>
    </message>
</context>
<context>
    <name>ScaleBarText</name>
    <message>
        <source>%1 mm</source>
        <translation>%1 mm</translation>
    </message>
    <message>
        <source>%1 px</source>
        <translation>%1 px</translation>
    </message>
</context>
<context>
    <name>Serve</name>
    <message>
        <source>“%1” holds no recipe: files that end in .json are looked for.</source>
        <translation>「%1」にレシピがありません。.json で終わるファイルを探します。</translation>
    </message>
    <message>
        <source>Give either --recipe or --recipes.</source>
        <translation>--recipe と --recipes はどちらか一方を指定してください。</translation>
    </message>
    <message>
        <source>The recipes “%1” and “%2” have the same name, “%3”. Rename one, so that it can be asked for.</source>
        <translation>レシピ「%1」と「%2」は同じ名前「%3」です。指定できるように、一方の名前を変更してください。</translation>
    </message>
    <message>
        <source>The first line of “%1” is no token: 16 to 512 letters, digits or signs without a blank, such as those of: openssl rand -hex 32.</source>
        <translation>「%1」の1行目はトークンではありません。空白を含まない16～512文字の英数字または記号が必要です。例: openssl rand -hex 32 の出力。</translation>
    </message>
    <message>
        <source>Warning: other users of this computer can read “%1”. Take that right away: chmod 600.</source>
        <translation>警告: このコンピューターのほかのユーザーが「%1」を読み取れます。権限を外してください: chmod 600。</translation>
    </message>
    <message>
        <source>“%1” is not wanted here: pictures are sent over HTTP.</source>
        <translation>「%1」はここでは不要です。画像は HTTP で送信します。</translation>
    </message>
    <message>
        <source>“%1” is no address to listen at. Give a port or a numeric address with one, such as 8317, 127.0.0.1:8317 or [::1]:8317.</source>
        <translation>「%1」は待ち受けできるアドレスではありません。8317、127.0.0.1:8317、[::1]:8317 のように、ポートか数値アドレスとポートを指定してください。</translation>
    </message>
    <message>
        <source>Other computers can get to %1: with --token-file F, give a token that they have to know.</source>
        <translation>%1 にはほかのコンピューターからアクセスできます。知っている相手だけが使えるよう、--token-file F でトークンを指定してください。</translation>
    </message>
    <message>
        <source>Can&apos;t listen at “%1”: %2. With --listen, choose another address.</source>
        <translation>「%1」で待ち受けできません: %2。--listen で別のアドレスを指定してください。</translation>
    </message>
    <message>
        <source>%1 answers at %2; Ctrl+C stops it.</source>
        <translation>%1 が %2 で応答します。Ctrl+C で停止します。</translation>
    </message>
    <message numerus="yes">
        <source>Stopped: %n part(s) judged, %1 could not be, %2 turned away.</source>
        <translation>
            <numerusform>停止しました: 判定 %n 個、判定できず %1 個、拒否 %2 個。</numerusform>
        </translation>
    </message>
    <message>
        <source>recipe with limits, as saved by the program (default: the model&apos;s)</source>
        <translation>しきい値を含む、プログラムで保存したレシピ（既定値: モデルのレシピ）</translation>
    </message>
    <message>
        <source>folder of recipes (*.json), of which each request names one</source>
        <translation>レシピ（*.json）のフォルダー。リクエストごとに1つを指定</translation>
    </message>
    <message>
        <source>port, or address and port (default: 127.0.0.1:8317); port 0: one that is free</source>
        <translation>ポート、またはアドレスとポート（既定値: 127.0.0.1:8317）。ポート 0: 空いているもの</translation>
    </message>
    <message>
        <source>file whose first line is the token that every request has to bear</source>
        <translation>すべてのリクエストに必要なトークンを1行目に書いたファイル</translation>
    </message>
    <message>
        <source>largest file of a picture, in megabytes (default: 128)</source>
        <translation>画像ファイルの最大サイズ、MB 単位（既定値: 128）</translation>
    </message>
    <message>
        <source>parts judged at a time; more are turned away (default: 8)</source>
        <translation>同時に判定する部品数。超えた分は拒否（既定値: 8）</translation>
    </message>
    <message>
        <source>vcp-inspect serve [options]

Keeps a model loaded and judges pictures that other programs send: POST the bytes of a picture&apos;s file to
/v1/inspect, and the answer is its verdict as JSON, as run writes it. Only programs of this computer are
answered, unless --listen says otherwise. Runs until it is stopped (Ctrl+C, SIGTERM).
Returns 0 when it was stopped, 2 for wrong usage, an unusable model or recipe, or an address that is taken.</source>
        <translation>vcp-inspect serve [オプション]

モデルを読み込んだままにし、ほかのプログラムが送る画像を判定します。画像ファイルのバイト列を /v1/inspect に
POST すると、run が書くのと同じ判定が JSON で返ります。--listen で指定しない限り、
このコンピューターのプログラムだけに応答します。停止されるまで動作します (Ctrl+C、SIGTERM)。
停止されたときは 0、使い方の誤り、使えないモデルやレシピ、使用中のアドレスでは 2 を返します。</translation>
    </message>
    <message>
        <source>Stopped before the model was loaded.</source>
        <translation>モデルの読み込み前に停止しました。</translation>
    </message>
    <message>
        <source>There is nothing here. There are: POST /v1/inspect, GET /v1/status, GET /v1/recipes/NAME, GET /v1/parts/N and below it overlay.png, mask.png and map.tiff.</source>
        <translation>ここには何もありません。使えるのは POST /v1/inspect、GET /v1/status、GET /v1/recipes/NAME、GET /v1/parts/N と、その下の overlay.png、mask.png、map.tiff です。</translation>
    </message>
    <message>
        <source>This is not asked for with this method, but with %1.</source>
        <translation>このメソッドではなく、%1 を使ってください。</translation>
    </message>
    <message>
        <source>The token is missing or wrong. Send it as Authorization: Bearer TOKEN.</source>
        <translation>トークンがないか、間違っています。Authorization: Bearer TOKEN として送ってください。</translation>
    </message>
    <message>
        <source>Without a token, pages in a browser and other names of this computer are not answered: --token-file F gives the service one.</source>
        <translation>トークンなしでは、ブラウザーのページやこのコンピューターの別名でのリクエストには応答しません。--token-file F を付けてサービスを起動してください。</translation>
    </message>
    <message>
        <source>Several recipes are served. Say which: /v1/inspect?recipe=NAME. GET /v1/status lists them.</source>
        <translation>レシピが複数あります。/v1/inspect?recipe=NAME で指定してください。GET /v1/status で一覧できます。</translation>
    </message>
    <message>
        <source>There is no recipe of this name. GET /v1/status lists those there are.</source>
        <translation>この名前のレシピはありません。GET /v1/status で一覧できます。</translation>
    </message>
    <message>
        <source>A part&apos;s name has at most 255 bytes and no control characters.</source>
        <translation>部品の名前は 255 バイト以内で、制御文字は使えません。</translation>
    </message>
    <message>
        <source>Send the bytes of the picture&apos;s file as the body itself and not as a form: curl --data-binary @part.png.</source>
        <translation>フォームではなく、画像ファイルのバイト列そのものを本文として送ってください: curl --data-binary @part.png。</translation>
    </message>
    <message>
        <source>Send the bytes of the picture&apos;s file as the body, with their number as Content-Length or in chunks.</source>
        <translation>画像ファイルのバイト列を本文として、バイト数を Content-Length に付けるか、チャンクで送ってください。</translation>
    </message>
    <message>
        <source>The picture&apos;s file is larger than this service reads. Send a smaller one, or start the service with a greater --largest.</source>
        <translation>画像ファイルがこのサービスの上限を超えています。小さいものを送るか、--largest を大きくしてサービスを起動してください。</translation>
    </message>
    <message>
        <source>As much is being done as this service takes at a time. Ask again.</source>
        <translation>このサービスが同時に処理できる上限に達しています。もう一度リクエストしてください。</translation>
    </message>
    <message>
        <source>The service is being stopped.</source>
        <translation>サービスを停止しています。</translation>
    </message>
    <message>
        <source>This part is no longer kept: only the last ones are.</source>
        <translation>この部品はもう保持されていません。保持されるのは最近のものだけです。</translation>
    </message>
    <message>
        <source>There is no part of this number, or not yet.</source>
        <translation>この番号の部品はないか、まだありません。</translation>
    </message>
</context>
<context>
    <name>ShapeSet</name>
    <message>
        <source>Zone %1</source>
        <translation>ゾーン %1</translation>
    </message>
    <message>
        <source>Don&apos;t care %1</source>
        <translation>対象外 %1</translation>
    </message>
</context>
<context>
    <name>SourceText</name>
    <message>
        <source>%1-bit grey</source>
        <translation>%1ビット グレースケール</translation>
    </message>
    <message>
        <source>%1-bit colour</source>
        <translation>%1ビット カラー</translation>
    </message>
    <message>
        <source>%1 pictures per second</source>
        <translation>毎秒%1枚</translation>
    </message>
    <message>
        <source>Try a smaller packet size, or a lower picture rate.</source>
        <translation>パケットサイズを小さくするか、フレームレートを下げてみてください。</translation>
    </message>
    <message>
        <source>USB or built-in camera</source>
        <translation>USB または内蔵カメラ</translation>
    </message>
    <message>
        <source>Industrial camera (GenICam)</source>
        <translation>産業用カメラ（GenICam）</translation>
    </message>
    <message>
        <source>Network stream</source>
        <translation>ネットワークストリーム</translation>
    </message>
    <message>
        <source>Video file</source>
        <translation>動画ファイル</translation>
    </message>
    <message>
        <source>Watched folder</source>
        <translation>監視フォルダー</translation>
    </message>
    <message>
        <source>No camera is chosen.</source>
        <translation>カメラが選択されていません。</translation>
    </message>
    <message>
        <source>No address is given.</source>
        <translation>アドレスが指定されていません。</translation>
    </message>
    <message>
        <source>The address must begin with http://, https://, rtsp:// or rtsps:// and hold no spaces. In a password, write %40 for @, %2F for / and %3F for ?.</source>
        <translation>アドレスは http://、https://、rtsp://、rtsps:// のいずれかで始まり、空白を含まないものにしてください。パスワードでは @ を %40、/ を %2F、? を %3F と書いてください。</translation>
    </message>
    <message>
        <source>No video is chosen.</source>
        <translation>動画が選択されていません。</translation>
    </message>
    <message>
        <source>No folder is chosen.</source>
        <translation>フォルダーが選択されていません。</translation>
    </message>
    <message>
        <source>This program was built without Aravis.</source>
        <translation>このプログラムは Aravis なしでビルドされています。</translation>
    </message>
    <message>
        <source>It is ready and waits for the trigger.</source>
        <translation>準備が完了し、トリガーを待っています。</translation>
    </message>
    <message>
        <source>The folder can be watched. No picture lies in it yet.</source>
        <translation>フォルダーを監視できます。画像はまだありません。</translation>
    </message>
    <message>
        <source>It was triggered and gave a picture.</source>
        <translation>トリガーにより画像を取得できました。</translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) were lost on the way.</source>
        <translation>
            <numerusform>転送中に画像%n枚が失われました。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Suggestion</name>
    <message>
        <source>Generalised Pareto tail fitted to the %1 highest good scores, shape %2</source>
        <translation>上位%1個の良品スコアに一般化パレート分布の裾を当てはめ、形状 %2</translation>
    </message>
    <message>
        <source>Exponential tail fitted to the %1 highest good scores: too few for a shape</source>
        <translation>上位%1個の良品スコアに指数分布の裾を当てはめ: 形状を推定するには少なすぎます</translation>
    </message>
    <message>
        <source>The demand lies inside the sample: its own percentile, no tail model</source>
        <translation>要求が標本の範囲内のため、裾のモデルを使わず標本の百分位数を使用</translation>
    </message>
    <message>
        <source>From %1 good parts</source>
        <translation>良品%1個から算出</translation>
    </message>
    <message>
        <source>From %1 good and %2 defective parts</source>
        <translation>良品%1個と不良品%2個から算出</translation>
    </message>
    <message>
        <source>%1: %2, %3 (95&#xa0;%: %4)</source>
        <comment>name, count, rate, interval</comment>
        <translation>%1: %2、%3（95&#xa0;%: %4）</translation>
    </message>
    <message>
        <source>A forecast: it holds as far as the tail of parts to come is that of these</source>
        <translation>予測値: 今後の部品の分布の裾がこれらの部品と同じである限り有効です</translation>
    </message>
    <message>
        <source>Met by these parts; no number of parts proves a rate of zero</source>
        <translation>これらの部品では満たしています。部品がいくつあっても、率がゼロであることは証明できません</translation>
    </message>
    <message>
        <source>Met by these parts, not proven: that takes no miss in %1 defective parts</source>
        <translation>これらの部品では満たしていますが、証明はされていません: 不良品%1個で見逃しゼロが必要です</translation>
    </message>
    <message>
        <source>Met by these parts, not proven: that takes no catch in %1 good parts</source>
        <translation>これらの部品では満たしていますが、証明はされていません: 良品%1個で過検出ゼロが必要です</translation>
    </message>
    <message>
        <source>Greatest F1</source>
        <translation>F1 最大</translation>
    </message>
    <message>
        <source>Most caught at a given overkill</source>
        <translation>過検出率を指定して検出最多</translation>
    </message>
    <message>
        <source>Least overkill at a given escape rate</source>
        <translation>見逃し率を指定して過検出最少</translation>
    </message>
    <message>
        <source>Percentile of good parts</source>
        <translation>良品の百分位数</translation>
    </message>
    <message>
        <source>Tail of good parts (extreme values)</source>
        <translation>良品の分布の裾（極値）</translation>
    </message>
    <message>
        <source>Cheapest</source>
        <translation>コスト最小</translation>
    </message>
    <message>
        <source>Balances missed defects against false alarms without asking what either costs.</source>
        <translation>欠陥の見逃しと過検出のバランスを取ります。それぞれのコストは考慮しません。</translation>
    </message>
    <message>
        <source>Catches as many defective parts as the overkill you allow lets it.</source>
        <translation>許容する過検出率の範囲で、できるだけ多くの不良品を検出します。</translation>
    </message>
    <message>
        <source>Rejects as few good parts as the escapes you allow let it.</source>
        <translation>許容する見逃し率の範囲で、不合格にする良品をできるだけ少なくします。</translation>
    </message>
    <message>
        <source>Needs good parts only: at most the given share of them is caught.</source>
        <translation>良品だけで計算できます。検出される良品を指定した割合以下に抑えます。</translation>
    </message>
    <message>
        <source>Needs good parts only: extends their highest scores to rates rarer than the sample shows.</source>
        <translation>良品だけで計算できます。最も高いスコアから、標本に現れるより低い率まで外挿します。</translation>
    </message>
    <message>
        <source>Least cost of escapes and overkill together, by the costs you entered.</source>
        <translation>入力したコストに基づき、見逃しと過検出の合計コストを最小にします。</translation>
    </message>
    <message>
        <source>This needs at least %1 good parts; %2 are labelled (G).</source>
        <translation>良品が%1個以上必要です。ラベル付きは%2個です (G)。</translation>
    </message>
    <message>
        <source>This needs at least %1 defective parts; %2 are labelled (B).</source>
        <translation>不良品が%1個以上必要です。ラベル付きは%2個です (B)。</translation>
    </message>
    <message>
        <source>Enter what an escape and an overkill cost, under Cost in the statistics.</source>
        <translation>統計の「コスト」に、見逃しと過検出の1件あたりのコストを入力してください。</translation>
    </message>
    <message>
        <source>The scores don&apos;t differ: no limit can part them.</source>
        <translation>スコアに差がないため、しきい値で分けることができません。</translation>
    </message>
    <message>
        <source>No limit up to 1 meets this demand. Allow a higher rate.</source>
        <translation>1 までのどのしきい値でもこの要求を満たせません。率をより高く設定してください。</translation>
    </message>
    <message>
        <source>How sure it is can&apos;t be said: too many resamples gave no limit</source>
        <translation>確からしさは不明です: しきい値が得られない再標本が多すぎます</translation>
    </message>
    <message>
        <source>%1 to %2 in 9 of 10 resamples of these parts</source>
        <translation>これらの部品の再標本化で10回中9回は %1～%2</translation>
    </message>
    <message>
        <source>Defective parts caught</source>
        <translation>検出された不良品</translation>
    </message>
    <message>
        <source>Good parts caught</source>
        <translation>検出された良品</translation>
    </message>
    <message>
        <source>F1: %1</source>
        <translation>F1: %1</translation>
    </message>
    <message>
        <source>Cost of these parts: %1</source>
        <translation>これらの部品のコスト: %1</translation>
    </message>
</context>
<context>
    <name>Synth</name>
    <message>
        <source>“%1” is named twice in --products.</source>
        <translation>--products に「%1」が2回指定されています。</translation>
    </message>
    <message>
        <source>“%1” can&apos;t be drawn. There are: %2.</source>
        <translation>「%1」は描画できません。使用できるもの: %2。</translation>
    </message>
    <message>
        <source>“%1” can&apos;t be drawn. Did you mean “%2”?</source>
        <translation>「%1」は描画できません。「%2」のことですか?</translation>
    </message>
    <message>
        <source>synth reads nothing, so “%1” has no place here. The folder to write goes behind --out.</source>
        <translation>synth は何も読み込まないため、「%1」は指定できません。書き込み先のフォルダーは --out の後に指定してください。</translation>
    </message>
    <message>
        <source>Say where the drawn parts go: --out DIR</source>
        <translation>描画した部品の出力先を指定してください: --out DIR</translation>
    </message>
    <message>
        <source>--train, --good and --defective are all 0: there is nothing to draw.</source>
        <translation>--train、--good、--defective がすべて 0 です。描画するものがありません。</translation>
    </message>
    <message>
        <source>“%1” isn&apos;t an empty folder. Name a new one.</source>
        <translation>「%1」は空のフォルダーではありません。新しいフォルダーを指定してください。</translation>
    </message>
    <message>
        <source>a new or empty folder for the products</source>
        <translation>製品の出力先となる新しいフォルダーまたは空のフォルダー</translation>
    </message>
    <message>
        <source>another number, other parts (default: 1)</source>
        <translation>数値を変えると別の部品になる（既定値: 1）</translation>
    </message>
    <message>
        <source>which products (default: all)</source>
        <translation>描画する製品（既定値: すべて）</translation>
    </message>
    <message>
        <source>side of the pictures in pixels, 64 to 1024 (default: 256)</source>
        <translation>画像の一辺のピクセル数、64～1024（既定値: 256）</translation>
    </message>
    <message>
        <source>good parts of each product in train (default: 12)</source>
        <translation>train に入れる製品ごとの良品数（既定値: 12）</translation>
    </message>
    <message>
        <source>good parts of each product in test (default: 8)</source>
        <translation>test に入れる製品ごとの良品数（既定値: 8）</translation>
    </message>
    <message>
        <source>defective parts of each product, the kinds of defect in turn (default: 28)</source>
        <translation>製品ごとの不良品数、欠陥の種類は順番に使用（既定値: 28）</translation>
    </message>
    <message>
        <source>Stopped before the last picture: %1 of %2 are drawn and written.</source>
        <translation>最後の画像の前に中止しました。%2枚中%1枚を描画し、書き込みました。</translation>
    </message>
    <message numerus="yes">
        <source>%n pictures in %1</source>
        <translation>
            <numerusform>%1 に画像%n枚</numerusform>
        </translation>
    </message>
    <message>
        <source>“%1” can&apos;t be read.</source>
        <translation>「%1」を読み込めません。</translation>
    </message>
    <message>
        <source>There is no picture in “%1”.</source>
        <translation>「%1」に画像がありません。</translation>
    </message>
    <message>
        <source>--products are drawn, --on takes photographs: leave one of them out.</source>
        <translation>--products は描画用、--on は写真用です。どちらか一方を外してください。</translation>
    </message>
    <message>
        <source>draw the defects on the photographs of a folder: each is a product, its parts are windows of it</source>
        <translation>フォルダーの写真に欠陥を描画: 写真1枚が1製品、部品はその一部を切り出したもの</translation>
    </message>
    <message>
        <source>vcp-inspect synth [options] --out DIR

Draws parts and surfaces, good ones and defective ones with exact masks, in the layout of MVTec AD.
The same options give the same pictures on every computer. Products:
%1.
With --on the defects are drawn on photographs of good parts instead.
Returns 0 when all are written, 2 for wrong usage or a disk that refuses, 3 when a photograph could not be read.</source>
        <translation>vcp-inspect synth [オプション] --out DIR

部品や表面の良品と、正確なマスク付きの不良品を、MVTec AD の形式で描画します。
同じオプションなら、どのコンピューターでも同じ画像になります。製品:
%1。
--on を指定すると、代わりに良品の写真に欠陥を描画します。
すべて書き込めた場合は 0、使い方の誤りまたはディスクに書き込めない場合は 2、
読み込めない写真があった場合は 3 を返します。</translation>
    </message>
</context>
<context>
    <name>TextLocale</name>
    <message>
        <source>en</source>
        <extracomment>The code of the language that you translate into, such as zh_CN: dates in reports are written in it.</extracomment>
        <translation>ja_JP</translation>
    </message>
</context>
<context>
    <name>TimeLeft</name>
    <message>
        <source>less than 10 s left</source>
        <translation>残り 10 s 未満</translation>
    </message>
    <message>
        <source>%1 s left</source>
        <translation>残り %1 s</translation>
    </message>
    <message>
        <source>%1 min left</source>
        <translation>残り %1 min</translation>
    </message>
    <message>
        <source>%1 h left</source>
        <translation>残り %1 h</translation>
    </message>
    <message>
        <source>%1 h %2 min left</source>
        <translation>残り %1 h %2 min</translation>
    </message>
</context>
<context>
    <name>Train</name>
    <message>
        <source>Stopped. The last whole epoch is kept in %1; the same command goes on from there.</source>
        <translation>停止しました。最後に完了したエポックは %1 に保持されています。同じコマンドで続きから再開できます。</translation>
    </message>
    <message>
        <source>The trained model is in %1</source>
        <translation>学習済みモデルは %1 にあります</translation>
    </message>
    <message numerus="yes">
        <source>Memory ran out: from now on %n image(s) go through the model at once. The steps stay the same.</source>
        <translation>
            <numerusform>メモリが不足しました。以後、モデルに一度に渡す画像は%n枚です。学習ステップは変わりません。</numerusform>
        </translation>
    </message>
    <message>
        <source>epoch %1 of %2, step %3 of %4, loss %5, %6 h left</source>
        <translation>エポック %1/%2、ステップ %3/%4、損失 %5、残り %6 h</translation>
    </message>
    <message>
        <source>Epoch %1: loss %2, pixel AP %3, pixel AUROC %4, image AUROC %5, %6 s</source>
        <translation>エポック %1: 損失 %2、ピクセル AP %3、ピクセル AUROC %4、画像 AUROC %5、%6 s</translation>
    </message>
    <message>
        <source> (best so far)</source>
        <translation> （これまでで最良）</translation>
    </message>
    <message>
        <source>folder of the training: state, record and the trained bundle; one that holds a training of the same options is gone on with</source>
        <translation>学習のフォルダー: 状態、記録、学習済みバンドル。同じオプションの学習がある場合は続きから再開</translation>
    </message>
    <message>
        <source>train a small model from nothing, its towers too</source>
        <translation>小さなモデルをエンコーダーも含めてゼロから学習</translation>
    </message>
    <message>
        <source>learn from N drawn examples an epoch (default: 8192)</source>
        <translation>1エポックに描画サンプル N 個から学習（既定値: 8192）</translation>
    </message>
    <message>
        <source>epochs (default: 10)</source>
        <translation>エポック数（既定値: 10）</translation>
    </message>
    <message>
        <source>images a step (default: 32, from scratch 16)</source>
        <translation>1ステップの画像数（既定値: 32、ゼロから学習では 16）</translation>
    </message>
    <message>
        <source>images that go through the model at once (default: 4); halves itself when memory runs out, which changes no number of the training</source>
        <translation>モデルに一度に渡す画像数（既定値: 4）。メモリ不足時は自動で半減、学習の数値は変わらない</translation>
    </message>
    <message>
        <source>learning rate (default: 4e-5, from scratch 7e-4)</source>
        <translation>学習率（既定値: 4e-5、ゼロから学習では 7e-4）</translation>
    </message>
    <message>
        <source>learning rate of both temperatures (default: 0.01, from scratch 0.002)</source>
        <translation>2つの温度の学習率（既定値: 0.01、ゼロから学習では 0.002）</translation>
    </message>
    <message>
        <source>decay of weights (default: 0, from scratch 0.05)</source>
        <translation>重みの減衰（既定値: 0、ゼロから学習では 0.05）</translation>
    </message>
    <message>
        <source>dropout of the text prompts (default: 0.1, from scratch 0)</source>
        <translation>テキストプロンプトのドロップアウト（既定値: 0.1、ゼロから学習では 0）</translation>
    </message>
    <message>
        <source>stop after N epochs without a better one (default: never)</source>
        <translation>改善のないエポックが N 回続いたら停止（既定値: 停止しない）</translation>
    </message>
    <message>
        <source>drawn images of each product to judge an epoch by (default: 24)</source>
        <translation>エポックの評価に使う製品ごとの描画画像数（既定値: 24）</translation>
    </message>
    <message>
        <source>another number, another training (default: 333)</source>
        <translation>数値を変えると別の学習になる（既定値: 333）</translation>
    </message>
    <message>
        <source>from scratch: width of the vision tower, a multiple of 64 (default: 128)</source>
        <translation>ゼロから学習: 画像エンコーダーの幅、64 の倍数（既定値: 128）</translation>
    </message>
    <message>
        <source>image size at which the trained bundle is used (default: the one it is trained at)</source>
        <translation>学習済みバンドルを使うときの画像サイズ（既定値: 学習時のサイズ）</translation>
    </message>
    <message>
        <source>progress as JSON, one object a line, on stdout</source>
        <translation>進捗を JSON（1行に1オブジェクト）で標準出力に出力</translation>
    </message>
    <message>
        <source>Say where the training goes: --out DIR</source>
        <translation>学習の出力先を指定してください: --out DIR</translation>
    </message>
    <message>
        <source>--from-scratch begins without a model: leave out --model, --clip and --vcp.</source>
        <translation>--from-scratch はモデルなしで開始します。--model、--clip、--vcp を外してください。</translation>
    </message>
    <message>
        <source>The training has stopped. The last whole epoch is kept in: %1</source>
        <translation>学習を停止しました。最後に完了したエポックの保存先: %1</translation>
    </message>
    <message>
        <source>There is no layout “%1”. Choose auto, %2.</source>
        <translation>形式「%1」はありません。auto、%2 から選択してください。</translation>
    </message>
    <message>
        <source>--%1 is on or off, not “%2”.</source>
        <translation>--%1 は on または off です。「%2」は指定できません。</translation>
    </message>
    <message>
        <source>layout of the data set (default: auto)</source>
        <translation>データセットの形式（既定値: auto）</translation>
    </message>
    <message>
        <source>judge each epoch by this data set (default: by a part of the one that is learned from)</source>
        <translation>このデータセットで各エポックを評価（既定値: 学習に使うデータセットの一部）</translation>
    </message>
    <message>
        <source>share of the data set that is kept for that: whole products where there are three or more, else images (default: 0.2)</source>
        <translation>評価用に取り置くデータセットの割合: 製品が3つ以上なら製品単位、それ以外は画像単位（既定値: 0.2）</translation>
    </message>
    <message>
        <source>learn from the train split too (default: from the test split alone, as published)</source>
        <translation>train 分割からも学習（既定値: 公開コードと同じく test 分割のみ）</translation>
    </message>
    <message>
        <source>turn, light, blur and add noise to the images at random, as published (default: on)</source>
        <translation>公開コードと同じく、画像にランダムな回転、明るさの変更、ぼかし、ノイズを適用（既定値: on）</translation>
    </message>
    <message>
        <source>share of images put together of four defective ones of the product (default: 0; published for MVTec AD: 0.2)</source>
        <translation>同じ製品の不良品画像4枚を組み合わせた画像の割合（既定値: 0、MVTec AD の公開値: 0.2）</translation>
    </message>
    <message>
        <source>with --augment off: memory for what the frozen tower answers, so that it runs once for each image (default: 1024)</source>
        <translation>--augment off の場合: 固定エンコーダーの出力を保持するメモリ。画像ごとの実行が1回で済む（既定値: 1024）</translation>
    </message>
    <message>
        <source>One data set at a time: “%1” is one too many.</source>
        <translation>データセットは一度に1つです。「%1」は余分です。</translation>
    </message>
    <message>
        <source>Give either --val or --val-share.</source>
        <translation>--val と --val-share はどちらか一方だけ指定してください。</translation>
    </message>
    <message>
        <source>“%1” holds no labelled image with a usable mask to learn from.%2</source>
        <translation>「%1」には、学習に使えるマスク付きのラベル付き画像がありません。%2</translation>
    </message>
    <message>
        <source>The train split is used with --train-split.</source>
        <translation>train 分割を使うには --train-split を指定します。</translation>
    </message>
    <message>
        <source>Learned from</source>
        <translation>学習に使用</translation>
    </message>
    <message>
        <source>Judged by</source>
        <translation>評価に使用</translation>
    </message>
    <message>
        <source>%1 (layout %2): %3 products, %4 images (%5 of them train), %6 good, %7 defective, %8 unlabelled, %9 masks</source>
        <translation>%1（形式 %2）: 製品%3種、画像%4枚（うち train %5枚）、良品 %6、不良品 %7、ラベルなし %8、マスク %9</translation>
    </message>
    <message>
        <source>This data set marks defects by boxes: what is learned from them reaches beyond the defects.</source>
        <translation>このデータセットは欠陥を枠で示しています。学習する範囲が欠陥の外側まで広がります。</translation>
    </message>
    <message>
        <source>The masks of this data set are drawn coarsely: what is learned from them reaches beyond the defects.</source>
        <translation>このデータセットのマスクは大まかに描かれています。学習する範囲が欠陥の外側まで広がります。</translation>
    </message>
    <message numerus="yes">
        <source>%n image(s) stand in what is learned from and in what it is judged by, byte for byte; they are left out of the training.</source>
        <translation>
            <numerusform>学習用と評価用の両方に、バイト単位で同一の画像が%n枚あります。学習から除外します。</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: %2 images, %3 of them defective: %4</source>
        <translation>%1: 画像%2枚、うち不良品%3枚: %4</translation>
    </message>
    <message>
        <source>%1: nothing, for want of images</source>
        <translation>%1: なし（画像不足）</translation>
    </message>
    <message numerus="yes">
        <source>… and %n more in %1</source>
        <translation>
            <numerusform>… %1 にほか%n件</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: before %2, now %3</source>
        <translation>%1: 学習前 %2、学習後 %3</translation>
    </message>
    <message>
        <source>The best epoch beside the model that the training began with:</source>
        <translation>最良のエポックと、学習開始時のモデルの比較:</translation>
    </message>
    <message>
        <source>Pixel AP</source>
        <translation>ピクセル AP</translation>
    </message>
    <message>
        <source>Pixel AUROC</source>
        <translation>ピクセル AUROC</translation>
    </message>
    <message>
        <source>Image AUROC</source>
        <translation>画像 AUROC</translation>
    </message>
    <message>
        <source>Image F1-max</source>
        <translation>画像 F1-max</translation>
    </message>
    <message>
        <source>Verdicts of %1 images: %2 right only before, %3 right only now, McNemar&apos;s p = %4</source>
        <translation>画像%1枚の判定: 学習前のみ正解 %2、学習後のみ正解 %3、McNemar の p = %4</translation>
    </message>
    <message>
        <source>The trained model is WORSE than the one it began with. Keep the old one unless you know why.</source>
        <translation>学習後のモデルは、開始時のモデルより劣っています。理由が明らかでない限り、元のモデルを使い続けてください。</translation>
    </message>
    <message>
        <source>The trained model is not worse than the one it began with.</source>
        <translation>学習後のモデルは、開始時のモデルより劣っていません。</translation>
    </message>
    <message>
        <source>Estimated time by the first steps: %1 h, without the validation</source>
        <translation>最初の数ステップからの推定時間: %1 h（検証を除く）</translation>
    </message>
    <message>
        <source>--%1 belongs to a data set: name the one to learn from.</source>
        <translation>--%1 はデータセット用です。学習に使うデータセットを指定してください。</translation>
    </message>
    <message>
        <source>--%1 belongs to drawn examples: leave it out, or the data set.</source>
        <translation>--%1 は描画サンプル用です。これかデータセットのどちらかを外してください。</translation>
    </message>
    <message>
        <source>vcp-inspect train [options] --out DIR [DATASET]
vcp-inspect train [options] --check [DATASET]

Trains the learnable parts of VCP-CLIP, or with --from-scratch a small model from nothing, on the images of a data set that
somebody has labelled, or without one on drawn parts. After each epoch everything needed to go on is on the disk: the same
command goes on with it. At the end the trained model is compared with the one that the training began with.
--check reads the data, tries a step and says what the training would learn from, how much memory and time it would take.
Returns 0 when the training has ended, 2 for wrong usage, an unusable model or data set or a disk that refuses, 3 when
it has ended but some image or mask could not be read and was left out.</source>
        <translation>vcp-inspect train [オプション] --out DIR [DATASET]
vcp-inspect train [オプション] --check [DATASET]

VCP-CLIP の学習可能な部分（--from-scratch では小さなモデルをゼロから）を、ラベル付きデータセットの画像で
学習します。データセットを指定しない場合は、描画した部品で学習します。再開に必要な情報はエポックごとにすべて
ディスクに保存され、同じコマンドで続きから再開できます。最後に、学習後のモデルを開始時のモデルと比較します。
--check はデータを読み込んで1ステップ試し、学習に使う内容と、必要なメモリと時間を表示します。
学習が完了した場合は 0、使い方の誤り、使用できないモデルやデータセット、またはディスクに書き込めない場合は 2、
完了したが読み込めない画像やマスクを除外した場合は 3 を返します。</translation>
    </message>
    <message>
        <source>Estimated memory: %1 MB of %2 MB that are free (%3)</source>
        <translation>推定メモリ: 空き %2 MB のうち %1 MB（%3）</translation>
    </message>
    <message>
        <source>Estimated memory: %1 MB (%2)</source>
        <translation>推定メモリ: %1 MB（%2）</translation>
    </message>
    <message>
        <source>That is more than this machine has free: the training may be slow or be ended by the system. Close other programs, or take a smaller --batch or --together.</source>
        <translation>このコンピューターの空きメモリを超えています。学習が遅くなるか、システムに終了される可能性があります。ほかのプログラムを終了するか、--batch または --together を小さくしてください。</translation>
    </message>
    <message>
        <source>Estimated time by a trial: %1 h. Nothing has been trained or written.</source>
        <translation>試行からの推定時間: %1 h。学習も書き込みも行っていません。</translation>
    </message>
    <message>
        <source>train nothing: read the data, say what it holds, and estimate memory and time by a trial</source>
        <translation>学習せずに、データを読み込んで内容を表示し、試行によりメモリと時間を推定</translation>
    </message>
    <message>
        <source>--check writes nothing: leave out --out and --from-scratch.</source>
        <translation>--check は何も書き込みません。--out と --from-scratch を外してください。</translation>
    </message>
    <message>
        <source>No step was tried, for want of memory. Nothing has been trained or written.</source>
        <translation>メモリ不足のため、ステップを試行できませんでした。学習も書き込みも行っていません。</translation>
    </message>
    <message>
        <source>The training would write over what it begins with: name another folder than --begin-with for --out.</source>
        <translation>学習の出力が開始時の重みを上書きしてしまいます。--out には --begin-with と別のフォルダーを指定してください。</translation>
    </message>
    <message>
        <source>from scratch: go on from the weights in a folder (clip.safetensors, vcp.pth) in place of fresh ones</source>
        <translation>ゼロから学習: 新規の重みの代わりに、フォルダーの重み（clip.safetensors、vcp.pth）から続行</translation>
    </message>
    <message>
        <source>show each drawn picture N times, each time turned, scaled and coloured anew (default: 1)</source>
        <translation>描画画像を1枚につき N 回、毎回改めて回転、拡大縮小、着色して使用（既定値: 1）</translation>
    </message>
    <message>
        <source>drawn pictures kept in memory to be shown again (default: 8192)</source>
        <translation>再使用のためメモリに保持する描画画像の数（既定値: 8192）</translation>
    </message>
    <message>
        <source>--begin-with belongs to --from-scratch; a model that is fine-tuned is named by --model.</source>
        <translation>--begin-with は --from-scratch 用です。ファインチューニングするモデルは --model で指定します。</translation>
    </message>
    <message>
        <source>“%1” is no --schedule: constant or cosine.</source>
        <translation>「%1」は --schedule に指定できません。constant または cosine を指定してください。</translation>
    </message>
    <message>
        <source>constant, or cosine: the rates fall to a hundredth (default: constant, from scratch cosine)</source>
        <translation>constant、または cosine: 学習率が100分の1まで低下（既定値: constant、ゼロから学習では cosine）</translation>
    </message>
    <message>
        <source>judge and keep a running mean of the weights in which each step counts 1 - X; 0: the weights of the last step (default: 0, from scratch 0.999)</source>
        <translation>各ステップの寄与を 1 - X とする重みの移動平均を評価・保存。0: 最後のステップの重み（既定値: 0、ゼロから学習では 0.999）</translation>
    </message>
    <message>
        <source>weight of the focal loss beside the dice loss (default: 1, from scratch 6)</source>
        <translation>dice 損失に対する focal 損失の重み（既定値: 1、ゼロから学習では 6）</translation>
    </message>
    <message>
        <source>weight of a loss of the greatest sound and damaged patches of a picture, by which it is judged (default: 0, from scratch 0.3)</source>
        <translation>画像の判定に使われる、正常部と欠陥部それぞれの最大値のパッチに対する損失の重み（既定値: 0、ゼロから学習では 0.3）</translation>
    </message>
    <message>
        <source>--begin-with takes the width of the weights that it begins with: leave out --width.</source>
        <translation>--begin-with では開始時の重みの幅を使います。--width を外してください。</translation>
    </message>
    <message>
        <source>The weights in %1 can’t be grown to --depth %2: it would move what their layers see. Ask for more.</source>
        <translation>%1 の重みは --depth %2 まで深くできません。各層が見る内容が変わってしまいます。より大きい値を指定してください。</translation>
    </message>
    <message>
        <source>from scratch: blocks of the vision tower (default: 6, or those of --begin-with, which can be grown by more)</source>
        <translation>ゼロから学習: 画像エンコーダーのブロック数（既定値: 6、または --begin-with のブロック数。追加して増やすことも可能）</translation>
    </message>
    <message>
        <source>A model&apos;s record of what it was trained on names %1 images at most: those beyond are learned from all the same, but not named.</source>
        <translation>モデルの学習データの記録に載る画像は最大 %1 枚です。超えた分も学習には使われますが、記録には載りません。</translation>
    </message>
    <message>
        <source>epoch %1 of %2, step %3 of %4, loss %5</source>
        <translation>エポック %1/%2、ステップ %3/%4、損失 %5</translation>
    </message>
    <message>
        <source>The training would write over the model that it begins with: name another folder for --out.</source>
        <translation>学習が開始元のモデルを上書きしてしまいます。--out に別のフォルダーを指定してください。</translation>
    </message>
</context>
<context>
    <name>TrainingFacts</name>
    <message>
        <source>nothing, for want of images</source>
        <translation>なし（画像不足）</translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>ほか%n件</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, %2 of them defective: %3</source>
        <translation>%1、うち不良品%2枚: %3</translation>
    </message>
    <message numerus="yes">
        <source>%n image(s)</source>
        <translation>
            <numerusform>画像%n枚</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 with %2: %3 good, %4 defective, %5 with a mask (layout %6)</source>
        <translation>%1、%2: 良品 %3、不良品 %4、マスク付き %5（形式 %6）</translation>
    </message>
    <message numerus="yes">
        <source>%n product(s)</source>
        <translation>
            <numerusform>製品%n種</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n image(s) have no label and are left out.</source>
        <translation>
            <numerusform>ラベルのない画像が%n枚あります。除外します。</numerusform>
        </translation>
    </message>
    <message>
        <source>Only boxes say where the defects are: the model would learn boxes.</source>
        <translation>欠陥の位置が枠だけで示されています。モデルは枠を学習してしまいます。</translation>
    </message>
    <message>
        <source>Its masks are coarse: the model would learn more than the defects.</source>
        <translation>マスクが大まかです。モデルは欠陥以外の部分まで学習してしまいます。</translation>
    </message>
    <message>
        <source>about %1 MB</source>
        <translation>約 %1 MB</translation>
    </message>
    <message>
        <source>about %1 MB, but only %2 MB are free: it may be slow, or be ended by the system. Close other programs, or take fewer images a step.</source>
        <translation>約 %1 MB。空きは %2 MB だけです。遅くなるか、システムに終了される可能性があります。ほかのプログラムを終了するか、1ステップの画像数を減らしてください。</translation>
    </message>
    <message>
        <source>about %1 MB of %2 MB that are free</source>
        <translation>空き %2 MB のうち約 %1 MB</translation>
    </message>
    <message>
        <source>Learned from</source>
        <translation>学習に使用</translation>
    </message>
    <message>
        <source>Judged by</source>
        <translation>評価に使用</translation>
    </message>
    <message>
        <source>Leaks</source>
        <translation>データリーク</translation>
    </message>
    <message numerus="yes">
        <source>%n image(s) stood on both sides, byte for byte: they are not learned from.</source>
        <translation>
            <numerusform>両方に含まれる画像が%n枚（バイト単位で同一）あります。学習には使いません。</numerusform>
        </translation>
    </message>
    <message>
        <source>Runs on</source>
        <translation>実行環境</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>メモリ</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>時間</translation>
    </message>
    <message>
        <source>about %1 s</source>
        <translation>約 %1 s</translation>
    </message>
    <message>
        <source>about %1 min</source>
        <translation>約 %1 min</translation>
    </message>
    <message>
        <source>about %1 h %2 min</source>
        <translation>約 %1 h %2 min</translation>
    </message>
</context>
<context>
    <name>TrainingSetLook</name>
    <message>
        <source>Nobody knows where the file of a reviewed part lies: it is left out.</source>
        <translation>レビュー済み部品のファイルの場所が分かりません。除外します。</translation>
    </message>
    <message>
        <source>The part “%1” is no longer there: it is left out.</source>
        <translation>部品「%1」は存在しなくなりました。除外します。</translation>
    </message>
    <message>
        <source>The part “%1” has changed since it was reviewed: it is left out.</source>
        <translation>部品「%1」はレビュー後に変更されています。除外します。</translation>
    </message>
    <message>
        <source>“%1” can&apos;t be read and is left out. Check its permissions.</source>
        <translation>「%1」を読み込めないため、除外します。アクセス権を確認してください。</translation>
    </message>
    <message>
        <source>No reviewed part can be learned from yet: say of parts on the desk whether they are good or defective.</source>
        <translation>学習に使えるレビュー済み部品がまだありません。作業画面で、部品が良品か不良品かを判定してください。</translation>
    </message>
    <message>
        <source>Reviewed parts as they are now.</source>
        <translation>現在のレビュー済み部品。</translation>
    </message>
</context>
<context>
    <name>Verdict</name>
    <message>
        <source>Pass</source>
        <translation>合格</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>要確認</translation>
    </message>
    <message>
        <source>Fail</source>
        <translation>不合格</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>エラー</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>検査中</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>待機中</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>キャンセル済み</translation>
    </message>
</context>
<context>
    <name>VerdictSentence</name>
    <message numerus="yes">
        <source>%n more region(s) reach(es) it.</source>
        <translation>
            <numerusform>ほかに領域%n個がしきい値に達しています。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more region(s) to review.</source>
        <translation>
            <numerusform>ほかに要確認の領域が%n個あります。</numerusform>
        </translation>
    </message>
    <message>
        <source>No region reaches the limits. Highest value %1, review limit %2.</source>
        <translation>しきい値に達した領域はありません。最大値 %1、要確認しきい値 %2。</translation>
    </message>
    <message>
        <source>Region %1</source>
        <translation>領域 %1</translation>
    </message>
    <message>
        <source>Region %1 in zone %2</source>
        <translation>ゾーン %2 の領域 %1</translation>
    </message>
    <message>
        <source>%1: peak %2 ≥ limit %3, area %4 ≥ %5</source>
        <translation>%1: ピーク値 %2 ≥ しきい値 %3、面積 %4 ≥ %5</translation>
    </message>
    <message>
        <source>%1: peak %2 ≥ review limit %3, area %4 ≥ %5</source>
        <translation>%1: ピーク値 %2 ≥ 要確認しきい値 %3、面積 %4 ≥ %5</translation>
    </message>
    <message>
        <source>, length %1 ≥ %2</source>
        <translation>、長さ %1 ≥ %2</translation>
    </message>
    <message>
        <source>.</source>
        <comment>ends a sentence</comment>
        <translation>。</translation>
    </message>
    <message>
        <source>Score %1 ≥ limit %2.</source>
        <translation>スコア %1 ≥ しきい値 %2。</translation>
    </message>
    <message>
        <source>Score %1 ≥ review limit %2.</source>
        <translation>スコア %1 ≥ 要確認しきい値 %2。</translation>
    </message>
    <message>
        <source>No region is large enough: highest value %1, every region %2.</source>
        <translation>十分な大きさの領域はありません。最大値 %1、すべての領域が%2。</translation>
    </message>
    <message>
        <source>No region in zone %1 is large enough: highest value %2, every region %3.</source>
        <translation>ゾーン %1 に十分な大きさの領域はありません。最大値 %2、すべての領域が%3。</translation>
    </message>
    <message>
        <source>No region reaches the limits. Highest value in zone %1 %2, its review limit %3.</source>
        <translation>しきい値に達した領域はありません。ゾーン %1 の最大値 %2、要確認しきい値 %3。</translation>
    </message>
    <message>
        <source>below %1</source>
        <translation>面積 %1 未満</translation>
    </message>
    <message>
        <source>shorter than %1</source>
        <translation>長さ %1 未満</translation>
    </message>
    <message>
        <source>%1 or %2</source>
        <translation>%1または%2</translation>
    </message>
</context>
<context>
    <name>Verify</name>
    <message>
        <source>The report was made by another revision of the engine (%1, this is %2): scores may differ a little.</source>
        <translation>このレポートは別のリビジョンのエンジンで作成されています（%1、現在は %2）。スコアがわずかに異なる可能性があります。</translation>
    </message>
    <message>
        <source>“%1” is no folder.</source>
        <translation>「%1」はフォルダーではありません。</translation>
    </message>
    <message numerus="yes">
        <source>Report of %1, made by %2: %n image(s).</source>
        <translation>
            <numerusform>%1 のレポート、作成プログラム %2: 画像%n枚。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n thing(s) in this report are not as they were sealed.</source>
        <translation>
            <numerusform>このレポートには、シール時と異なる箇所が%n件あります。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Nothing was changed as far as could be checked; %n thing(s) could not be.</source>
        <translation>
            <numerusform>検証できた範囲では変更はありません。検証できなかった項目が%n件あります。</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>変更はありません。</translation>
    </message>
    <message>
        <source>check the images too, and inspect them again</source>
        <translation>画像も確認し、検査し直す</translation>
    </message>
    <message>
        <source>check the report&apos;s entries against this review log (history.db)</source>
        <translation>レポートの項目をこのレビュー記録（history.db）と照合</translation>
    </message>
    <message>
        <source>vcp-inspect verify [options] REPORT.pdf

Tells whether a report is as it was sealed: the PDF, the figures attached to it, the entries of the review log in
them. With --images the images are compared by their bytes and inspected again, with the report&apos;s own recipe and
with the model whose weights have the report&apos;s SHA-256. A seal finds a change; it proves no author.
Returns 0 when nothing was changed, 1 when something was, 2 for wrong usage or a file that can&apos;t be read, 3 when
something could not be checked.</source>
        <translation>vcp-inspect verify [オプション] REPORT.pdf

レポートがシール時のままかどうかを検証します: PDF、添付された数値、その中のレビュー記録。
--images を指定すると、画像をバイト単位で比較し、レポート自体のレシピと、重みの SHA-256 がレポートと
一致するモデルで検査し直します。シールは変更を検出するもので、作成者を証明するものではありません。
変更がない場合は 0、変更がある場合は 1、使い方の誤りまたは読み込めないファイルの場合は 2、
検証できない項目があった場合は 3 を返します。</translation>
    </message>
    <message>
        <source>Name one report: vcp-inspect verify REPORT.pdf</source>
        <translation>レポートを1つ指定してください: vcp-inspect verify REPORT.pdf</translation>
    </message>
    <message>
        <source>%1 of %2 images are those that were inspected; %3 were inspected again with the same score and verdict.</source>
        <translation>画像%2枚中%1枚が検査時と同じです。%3枚は再検査でもスコアと判定が一致しました。</translation>
    </message>
    <message>
        <source>The file doesn&apos;t end with a seal: bytes were cut off or added at its end, or it never was a sealed report.</source>
        <translation>ファイルの末尾にシールがありません。末尾のデータが削除または追加されたか、もともとシール付きレポートではありません。</translation>
    </message>
    <message>
        <source>The PDF was changed after it was sealed.</source>
        <translation>PDF はシール後に変更されています。</translation>
    </message>
    <message>
        <source>The figures of the report (report.json) can&apos;t be read out of the PDF.</source>
        <translation>レポートの数値（report.json）を PDF から読み出せません。</translation>
    </message>
    <message>
        <source>The attached figures (report.json) were changed: their own seal doesn&apos;t fit.</source>
        <translation>添付された数値（report.json）が変更されています。数値自体のシールが一致しません。</translation>
    </message>
    <message>
        <source>The attached figures (report.json) are none that this program writes (%1).</source>
        <translation>添付された数値（report.json）は、このプログラムが書き込んだものではありません（%1）。</translation>
    </message>
    <message>
        <source>The recipe in the figures was changed: it isn&apos;t the one whose SHA-256 stands beside it.</source>
        <translation>数値の中のレシピが変更されています。併記された SHA-256 と一致しません。</translation>
    </message>
    <message>
        <source>The counts in the figures aren&apos;t those of its images.</source>
        <translation>数値の中の件数が、含まれる画像と一致しません。</translation>
    </message>
    <message>
        <source>Entry %1 of the review log was changed in the figures.</source>
        <translation>数値の中で、レビュー記録の項目 %1 が変更されています。</translation>
    </message>
    <message>
        <source>Entry %1 of the review log doesn&apos;t follow the one before it.</source>
        <translation>レビュー記録の項目 %1 が、直前の項目とつながっていません。</translation>
    </message>
    <message>
        <source>Entry %1 of the review log is of an image that the report doesn&apos;t hold.</source>
        <translation>レビュー記録の項目 %1 は、レポートに含まれない画像のものです。</translation>
    </message>
    <message>
        <source>The review log was broken already when the report was made (%1).</source>
        <translation>レビュー記録は、レポートの作成時にすでに破損していました（%1）。</translation>
    </message>
    <message>
        <source>The review log is broken (%1, row %2).</source>
        <translation>レビュー記録が破損しています（%1、%2行目）。</translation>
    </message>
    <message>
        <source>The review log has another row %1 than the report, or none.</source>
        <translation>レビュー記録の%1行目がレポートと異なるか、存在しません。</translation>
    </message>
    <message>
        <source>%1: not found in the folder, neither by its name nor by its bytes.</source>
        <translation>%1: フォルダー内に、名前でも内容でも見つかりません。</translation>
    </message>
    <message>
        <source>%1: can&apos;t be read. %2</source>
        <translation>%1: 読み込めません。%2</translation>
    </message>
    <message>
        <source>%1: the image was changed, its bytes are not those that were inspected.</source>
        <translation>%1: 画像が変更されています。内容が検査時と異なります。</translation>
    </message>
    <message>
        <source>%1: the report says %2, inspected again it is %3.</source>
        <translation>%1: レポートでは%2、再検査では%3です。</translation>
    </message>
    <message>
        <source>%1: the report says a score of %2, inspected again it is %3.</source>
        <translation>%1: レポートのスコアは %2、再検査では %3 です。</translation>
    </message>
    <message>
        <source>No model with the report&apos;s weights is on this computer (CLIP %1…, VCP %2…): name it with --model, or --clip and --vcp.</source>
        <translation>レポートと同じ重みのモデルがこのコンピューターにありません（CLIP %1…、VCP %2…）。--model、または --clip と --vcp で指定してください。</translation>
    </message>
    <message>
        <source>The model given isn&apos;t the one of the report: weights or options differ.</source>
        <translation>指定されたモデルはレポートのものではありません。重みまたはオプションが異なります。</translation>
    </message>
    <message>
        <source>The record of the review log&apos;s end is missing: whether rows were cut off can&apos;t be told.</source>
        <translation>レビュー記録の末尾の情報がありません。行が切り取られたかどうかは判断できません。</translation>
    </message>
    <message>
        <source>%1: could not be inspected when the report was made, so there is nothing to compare it with.</source>
        <translation>%1: レポートの作成時に検査できなかったため、比較するものがありません。</translation>
    </message>
</context>
<context>
    <name>ZoneLayer</name>
    <message>
        <source>Don&apos;t care</source>
        <translation>対象外</translation>
    </message>
</context>
<context>
    <name>app::BaselinePresenter</name>
    <message>
        <source>Nothing was learned from the good parts. %1</source>
        <translation>良品から学習できませんでした。%1</translation>
    </message>
    <message>
        <source>Nothing was learned from the good parts: the recipe is another one meanwhile. Learn again.</source>
        <translation>良品から学習できませんでした。途中でレシピが変わりました。学習し直してください。</translation>
    </message>
    <message numerus="yes">
        <source>Nothing was learned from the good parts: at most %n of them have pictures of one size, a part that is found in them and an answer of the model that is kept.</source>
        <translation>
            <numerusform>良品から学習できませんでした。画像サイズが同じで、部品が検出され、モデルの出力が保存されているものは最大%n個です。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n good part(s) were left out of what was learned: their pictures have another size, the part was not found, or the model&apos;s answer is no longer kept.</source>
        <translation>
            <numerusform>良品%n個を学習から除外しました。画像サイズが異なるか、部品が検出されなかったか、モデルの出力が保存されていません。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>app::BlindReviewDialog</name>
    <message>
        <source>Say who judges: the verdicts are kept under that name.</source>
        <translation>判定する人の名前を入力してください。判定はその名前で記録されます。</translation>
    </message>
    <message>
        <source>No parts are open: open a folder first.</source>
        <translation>部品が開かれていません。先にフォルダーを開いてください。</translation>
    </message>
    <message numerus="yes">
        <source>%n part(s) have not been read yet: wait for the inspection, or go on with it.</source>
        <translation>
            <numerusform>部品%n個がまだ読み込まれていません。検査の完了を待つか、検査を続けてください。</numerusform>
        </translation>
    </message>
    <message>
        <source>There is no part that others have decided and %1 has not judged yet: accept and reject parts first, or choose all.</source>
        <translation>ほかの人が判定済みで %1 がまだ判定していない部品はありません。先に部品を承認または却下するか、すべてを選んでください。</translation>
    </message>
    <message>
        <source>%1 has judged every part that is open.</source>
        <translation>%1 は開いている部品をすべて判定しました。</translation>
    </message>
    <message numerus="yes">
        <source>%n part(s) will be shown, by chance and in an order by chance.</source>
        <translation>
            <numerusform>無作為に選んだ部品%n個を、無作為な順序で表示します。</numerusform>
        </translation>
    </message>
    <message>
        <source>Opening…</source>
        <translation>開いています…</translation>
    </message>
    <message>
        <source>Part %1 of %2</source>
        <translation>部品 %1 / %2</translation>
    </message>
    <message>
        <source>This picture can&apos;t be shown</source>
        <translation>この画像は表示できません</translation>
    </message>
    <message>
        <source>Skip it.</source>
        <translation>スキップしてください。</translation>
    </message>
    <message>
        <source>&amp;Go On…</source>
        <translation>続ける(&amp;G)…</translation>
    </message>
    <message>
        <source>&amp;Judge More…</source>
        <translation>続けて判定(&amp;J)…</translation>
    </message>
    <message numerus="yes">
        <source>%1 has judged %n of the open parts blind.</source>
        <translation>
            <numerusform>%1 は開いている部品のうち%n個をブラインドで判定しました。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n part(s) of this series are left. How far people agree is best looked at when all are judged: whoever knows it judges otherwise.</source>
        <translation>
            <numerusform>この一連の判定では、あと%n個の部品が残っています。一致度は、すべて判定してから見ることをお勧めします。結果を知ると、その後の判定が変わるためです。</numerusform>
        </translation>
    </message>
    <message>
        <source>A kappa of 1 is full agreement, 0 no more than chance would give; people who disagree on a part can&apos;t ask a machine to get it right.</source>
        <translation>カッパ係数 1 は完全な一致、0 は偶然と同程度です。人の判定が分かれる部品を、機械に正しく判定させることはできません。</translation>
    </message>
    <message>
        <source>Where every verdict is the same, there is no kappa.</source>
        <translation>判定がすべて同じ場合、カッパ係数はありません。</translation>
    </message>
    <message numerus="yes">
        <source>The machine neither passes nor fails %n of them: there it is not compared.</source>
        <translation>
            <numerusform>そのうち%n個は機械が合格とも不合格とも判定していないため、比較の対象外です。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Show the %n Part(s) That &amp;Differ</source>
        <translation>
            <numerusform>判定が異なる部品%n個を表示(&amp;D)</numerusform>
        </translation>
    </message>
    <message>
        <source>Blind Review</source>
        <translation>ブラインドレビュー</translation>
    </message>
    <message>
        <source>Another person judges parts without seeing what the machine or anybody else said of them. It decides nothing, is kept in the review log, and says how far people agree: no machine can be asked for more. Whoever judges should not have seen these parts&apos; verdicts.</source>
        <translation>別の人が、機械やほかの人の判定を見ずに部品を判定します。この判定は何も決定せず、レビュー記録に残り、人どうしの判定がどこまで一致するかを示します。機械にそれ以上は求められません。判定する人は、これらの部品の判定を事前に見ていないことが必要です。</translation>
    </message>
    <message>
        <source>&amp;Who judges</source>
        <translation>判定する人(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;Parts</source>
        <translation>部品(&amp;P)</translation>
    </message>
    <message>
        <source>that others have decided</source>
        <translation>ほかの人が判定済みのもの</translation>
    </message>
    <message>
        <source>all that are open</source>
        <translation>開いているものすべて</translation>
    </message>
    <message>
        <source>&amp;At most</source>
        <translation>最大(&amp;A)</translation>
    </message>
    <message>
        <source>all of them</source>
        <translation>すべて</translation>
    </message>
    <message>
        <source>&amp;Begin</source>
        <translation>開始(&amp;B)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Good (A)</source>
        <translation>良品 (A)</translation>
    </message>
    <message>
        <source>Not Good (R)</source>
        <translation>不良品 (R)</translation>
    </message>
    <message>
        <source>Skip (S)</source>
        <translation>スキップ (S)</translation>
    </message>
    <message>
        <source>Back (Backspace)</source>
        <translation>戻る (Backspace)</translation>
    </message>
    <message>
        <source>End (Esc)</source>
        <translation>終了 (Esc)</translation>
    </message>
    <message>
        <source>What has been said is kept</source>
        <translation>これまでの判定は保存されます</translation>
    </message>
    <message>
        <source>How far people agree</source>
        <translation>人どうしの一致度</translation>
    </message>
    <message>
        <source>&amp;Show Agreement</source>
        <translation>一致度を表示(&amp;S)</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
</context>
<context>
    <name>app::BlindReviewPresenter</name>
    <message>
        <source>parts that %1 judged otherwise</source>
        <translation>%1 の判定が異なる部品</translation>
    </message>
</context>
<context>
    <name>app::CanvasPresenter</name>
    <message>
        <source>Drop part images or a folder here</source>
        <translation>部品の画像またはフォルダーをここにドロップ</translation>
    </message>
    <message>
        <source>Every image is inspected at once, on this computer. There is nothing to train and nothing to set up.</source>
        <translation>画像はすべて、このコンピューターですぐに検査されます。学習も設定も不要です。</translation>
    </message>
    <message>
        <source>Open Sample Parts</source>
        <translation>サンプル部品を開く</translation>
    </message>
    <message>
        <source>Opening %1…</source>
        <translation>%1 を開いています…</translation>
    </message>
    <message>
        <source>This picture can&apos;t be shown</source>
        <translation>この画像は表示できません</translation>
    </message>
    <message>
        <source>Waiting for the model.</source>
        <translation>モデルを待っています。</translation>
    </message>
</context>
<context>
    <name>app::CheckerboardDialog</name>
    <message>
        <source>Choose a picture of a checkerboard, or drop it on the line above.</source>
        <translation>チェッカーボードの画像を選択するか、上の欄にドロップしてください。</translation>
    </message>
    <message>
        <source>Looking for a checkerboard…</source>
        <translation>チェッカーボードを探しています…</translation>
    </message>
    <message>
        <source>%1 × %2 corners, a square is %3 px wide.</source>
        <translation>角点 %1 × %2 個、1 マスの幅は %3 px です。</translation>
    </message>
    <message>
        <source>%1 mm per pixel.</source>
        <translation>1 ピクセルあたり %1 mm です。</translation>
    </message>
    <message>
        <source>Type how wide a square is in reality.</source>
        <translation>1 マスの実際の幅を入力してください。</translation>
    </message>
    <message>
        <source>This picture has %1 × %2 px, the part %3 × %4: the scale holds only if one camera took both, at one size.</source>
        <translation>この画像は %1 × %2 px、部品は %3 × %4 です。スケールが有効なのは、同じカメラで同じサイズで撮影した場合だけです。</translation>
    </message>
    <message>
        <source>Calibrate by a Checkerboard</source>
        <translation>チェッカーボードでキャリブレーション</translation>
    </message>
    <message>
        <source>Lay a printed or etched checkerboard where the parts lie, as level as they do, and take its picture with the same camera.</source>
        <translation>印刷またはエッチングされたチェッカーボードを、部品を置く場所に同じように水平に置き、同じカメラで撮影してください。</translation>
    </message>
    <message>
        <source>&amp;Picture of the board</source>
        <translation>ボードの画像(&amp;P)</translation>
    </message>
    <message>
        <source>Picture of the board</source>
        <translation>ボードの画像</translation>
    </message>
    <message>
        <source>&amp;Width of a square</source>
        <translation>1 マスの幅(&amp;W)</translation>
    </message>
    <message>
        <source> mm</source>
        <translation> mm</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>不明</translation>
    </message>
    <message>
        <source>The board&apos;s corners on its picture</source>
        <translation>画像上のボードの角点</translation>
    </message>
    <message>
        <source>&amp;Calibrate</source>
        <translation>キャリブレーション(&amp;C)</translation>
    </message>
    <message>
        <source>On the board that changes by %1 at most: lengths there are right to as much.</source>
        <translation>ボード上での変化は最大 %1 で、そこでの長さの正確さも同じ程度です。</translation>
    </message>
    <message>
        <source>On the board that changes by up to %1, and lengths are no more exact: the camera looks at it askew, the lens bends the picture, or pixels are not square.</source>
        <translation>ボード上で最大 %1 変化し、長さもそれ以上は正確になりません。カメラが斜めに見ている、レンズによる歪みがある、またはピクセルが正方形ではありません。</translation>
    </message>
    <message>
        <source>It covers %1 of the picture; what is beyond it was not measured.</source>
        <translation>ボードは画像の %1 を覆っています。その外側は測定されていません。</translation>
    </message>
</context>
<context>
    <name>app::CheckerboardPresenter</name>
    <message>
        <source>There is no checkerboard on this picture: it has to lie whole in it, lit evenly, with at least 4 × 4 squares of %1 px or more.</source>
        <translation>この画像にチェッカーボードはありません。全体が画像に収まり、均一に照明され、%1 px 以上のマスが 4 × 4 個以上必要です。</translation>
    </message>
</context>
<context>
    <name>app::DevicePicker</name>
    <message>
        <source>%1 (simulated)</source>
        <translation>%1（シミュレーション）</translation>
    </message>
    <message>
        <source>%1 (not connected)</source>
        <translation>%1（未接続）</translation>
    </message>
    <message>
        <source>Looking for cameras…</source>
        <translation>カメラを検索しています…</translation>
    </message>
    <message>
        <source>Re&amp;fresh</source>
        <translation>更新(&amp;F)</translation>
    </message>
    <message>
        <source>Looks for cameras again.</source>
        <translation>カメラを検索し直します。</translation>
    </message>
    <message>
        <source>Choose a camera</source>
        <translation>カメラを選択</translation>
    </message>
</context>
<context>
    <name>app::EvaluatePresenter</name>
    <message numerus="yes">
        <source>Done. %n image(s) or mask(s) could not be read: they stand in the notes.</source>
        <translation>
            <numerusform>完了しました。読み込めなかった画像またはマスクが%n件あります。備考に記載しています。</numerusform>
        </translation>
    </message>
    <message>
        <source>Done.</source>
        <translation>完了しました。</translation>
    </message>
    <message>
        <source>Cancelled. The figures of the first model stand.</source>
        <translation>キャンセルしました。1つ目のモデルの指標は有効です。</translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <translation>キャンセルしました。</translation>
    </message>
    <message>
        <source>%1 (in use)</source>
        <translation>%1（使用中）</translation>
    </message>
    <message>
        <source>Export the Figures into a Folder</source>
        <translation>指標をフォルダーにエクスポート</translation>
    </message>
    <message>
        <source>The figures are in “%1”.</source>
        <translation>指標は「%1」にあります。</translation>
    </message>
</context>
<context>
    <name>app::EvaluateWindow</name>
    <message>
        <source>Evaluating…</source>
        <translation>評価中…</translation>
    </message>
    <message>
        <source>The figures stand here when the last image has been through the model.</source>
        <translation>最後の画像の処理が終わると、ここに指標が表示されます。</translation>
    </message>
    <message>
        <source>No figures yet</source>
        <translation>指標はまだありません</translation>
    </message>
    <message>
        <source>Choose a data set whose defects are known and press Start: the published figures of every product stand here, with their curves and the verdicts on every image.</source>
        <translation>欠陥の位置が分かっているデータセットを選択し、「開始」を押してください。論文と同じ製品ごとの指標、曲線、各画像の判定がここに表示されます。</translation>
    </message>
    <message>
        <source>Evaluate</source>
        <translation>評価</translation>
    </message>
</context>
<context>
    <name>app::EvaluatedImageModel</name>
    <message>
        <source>Image</source>
        <translation>画像</translation>
    </message>
    <message>
        <source>Defect</source>
        <translation>欠陥</translation>
    </message>
    <message>
        <source>Image score</source>
        <translation>画像スコア</translation>
    </message>
</context>
<context>
    <name>app::EvaluationResults</name>
    <message>
        <source>In points of per cent: the second model minus the first.</source>
        <translation>単位はパーセントポイント。2つ目のモデル − 1つ目のモデル。</translation>
    </message>
    <message>
        <source>In per cent. PRO is the published code&apos;s, AUPRO MVTec&apos;s exact one up to a false positive rate of 0.3.</source>
        <translation>単位は %。PRO は公開コードの定義、AUPRO は MVTec の厳密な定義（偽陽性率 0.3 まで）。</translation>
    </message>
    <message numerus="yes">
        <source>%1 (%2): %n image(s).</source>
        <comment>name of the cell, what it holds</comment>
        <translation>
            <numerusform>%1（%2）: 画像%n枚。</numerusform>
        </translation>
    </message>
    <message>
        <source>A double click or Enter shows one in the main window.</source>
        <translation>ダブルクリックまたは Enter でメインウィンドウに表示します。</translation>
    </message>
    <message>
        <source>Model %1, %2 pixels, alpha %3, sigma %4</source>
        <translation>モデル %1、%2 ピクセル、alpha %3、sigma %4</translation>
    </message>
    <message>
        <source>There are too many pixels for this computer&apos;s memory: pixel figures but for PRO come from 65,536 levels of the score.</source>
        <translation>ピクセル数がこのコンピューターのメモリに対して多すぎます。PRO 以外のピクセル単位の指標は、スコアの 65,536 段階から算出しています。</translation>
    </message>
    <message>
        <source>&amp;Notes (%1)</source>
        <translation>備考 (%1)(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Notes</source>
        <translation>備考(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Figures of</source>
        <translation>指標の対象(&amp;F)</translation>
    </message>
    <message>
        <source>Figures of %1</source>
        <translation>%1 の指標</translation>
    </message>
    <message>
        <source>Whose figures</source>
        <translation>指標の対象モデル</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>エクスポート(&amp;E)…</translation>
    </message>
    <message>
        <source>C&amp;urves</source>
        <translation>曲線(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Verdicts</source>
        <translation>判定(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Types of Defect</source>
        <translation>欠陥の種類(&amp;T)</translation>
    </message>
    <message>
        <source>Figures of each product</source>
        <translation>製品ごとの指標</translation>
    </message>
    <message>
        <source>Figures of each type of defect</source>
        <translation>欠陥の種類ごとの指標</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>画像</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>備考</translation>
    </message>
    <message>
        <source>Second minus first</source>
        <translation>2つ目 − 1つ目</translation>
    </message>
    <message>
        <source>Images are scored by the model&apos;s own rule, by which verdicts are given.</source>
        <translation>画像スコアは、判定に使うモデル独自の規則によるものです。</translation>
    </message>
    <message>
        <source>Images are scored as published.</source>
        <translation>画像スコアは、公開コードの方式によるものです。</translation>
    </message>
    <message>
        <source>Writes figures as CSV and JSON, curves, every image with its verdict, and a report as PDF into a folder</source>
        <translation>指標（CSV と JSON）、曲線、全画像とその判定、レポート（PDF）をフォルダーに書き込みます</translation>
    </message>
</context>
<context>
    <name>app::EvaluationSetup</name>
    <message>
        <source>Data set</source>
        <translation>データセット</translation>
    </message>
    <message>
        <source>A folder with good and defective images and masks of the defects: MVTec AD, VisA and a dozen others, or your own.</source>
        <translation>良品と不良品の画像、および欠陥のマスクを含むフォルダー: MVTec AD、VisA など十数種類の形式、または独自のデータ。</translation>
    </message>
    <message>
        <source>Looking at the folder…</source>
        <translation>フォルダーを確認しています…</translation>
    </message>
    <message>
        <source>“%1”, read as %2.</source>
        <translation>「%1」、%2 として読み込み。</translation>
    </message>
    <message>
        <source>“%1”, layout %2, told by %3.</source>
        <translation>「%1」、形式 %2、判別の根拠: %3。</translation>
    </message>
    <message>
        <source>It would also fit: %1.</source>
        <translation>次の形式にも該当します: %1。</translation>
    </message>
    <message numerus="yes">
        <source>%n problem(s) of the data set</source>
        <translation>
            <numerusform>データセットの問題%n件</numerusform>
        </translation>
    </message>
    <message>
        <source>No model is loaded.</source>
        <translation>モデルが読み込まれていません。</translation>
    </message>
    <message>
        <source>Tick a product.</source>
        <translation>製品にチェックを入れてください。</translation>
    </message>
    <message>
        <source>No image here is known to be good or defective: there is nothing to evaluate.</source>
        <translation>良品か不良品かが分かっている画像がありません。評価する対象がありません。</translation>
    </message>
    <message numerus="yes">
        <source>%n image(s) would be evaluated.</source>
        <translation>
            <numerusform>画像%n枚を評価します。</numerusform>
        </translation>
    </message>
    <message>
        <source>Loading %1… %2 %</source>
        <translation>%1 を読み込み中… %2 %</translation>
    </message>
    <message>
        <source>%1: working out the last figures…</source>
        <translation>%1: 最後の指標を計算しています…</translation>
    </message>
    <message>
        <source>%1: image %2 of %3</source>
        <translation>%1: 画像 %2/%3</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>how far, how long</comment>
        <translation>%1、%2</translation>
    </message>
    <message>
        <source>&amp;Data set</source>
        <translation>データセット(&amp;D)</translation>
    </message>
    <message>
        <source>Drop a folder here</source>
        <translation>ここにフォルダーをドロップ</translation>
    </message>
    <message>
        <source>Use the Sample Pa&amp;rts</source>
        <translation>サンプル部品を使用(&amp;R)</translation>
    </message>
    <message>
        <source>La&amp;yout</source>
        <translation>形式(&amp;Y)</translation>
    </message>
    <message>
        <source>Found out by itself</source>
        <translation>自動判別</translation>
    </message>
    <message>
        <source>&amp;Images</source>
        <translation>画像(&amp;I)</translation>
    </message>
    <message>
        <source>Test images</source>
        <translation>テスト画像</translation>
    </message>
    <message>
        <source>Training images</source>
        <translation>学習画像</translation>
    </message>
    <message>
        <source>&amp;Model</source>
        <translation>モデル(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Compare with</source>
        <translation>比較対象(&amp;C)</translation>
    </message>
    <message>
        <source>no other model</source>
        <translation>比較しない</translation>
    </message>
    <message>
        <source>&amp;Start</source>
        <translation>開始(&amp;S)</translation>
    </message>
    <message>
        <source>C&amp;ancel</source>
        <translation>キャンセル(&amp;A)</translation>
    </message>
    <message>
        <source>Progress of the evaluation</source>
        <translation>評価の進捗</translation>
    </message>
    <message>
        <source>What the data set holds</source>
        <translation>データセットの内容</translation>
    </message>
    <message>
        <source>Warnings</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>Problems of the data set</source>
        <translation>データセットの問題</translation>
    </message>
    <message>
        <source>State of the evaluation</source>
        <translation>評価の状態</translation>
    </message>
    <message>
        <source>Score of an ima&amp;ge</source>
        <translation>画像のスコア(&amp;G)</translation>
    </message>
    <message>
        <source>as published</source>
        <translation>公開コードの方式</translation>
    </message>
    <message>
        <source>the model&apos;s own, by which verdicts are given</source>
        <translation>判定に使うモデル独自の方式</translation>
    </message>
    <message>
        <source>Ta&amp;ke off what good ones show</source>
        <translation>良品に現れる値を差し引く(&amp;K)</translation>
    </message>
    <message>
        <source>From at least five good training images of a product it is learned what good parts show at each place, and taken off:
what the recipe&apos;s “Good parts” are worth for this product. Figures are not zero-shot then.</source>
        <translation>製品ごとに5枚以上の良品学習画像から、良品で各位置に現れる値を学習して差し引きます。
レシピの「良品」がこの製品にどれだけ効果があるかが分かります。その場合、指標はゼロショットではありません。</translation>
    </message>
</context>
<context>
    <name>app::EvaluationTableModel</name>
    <message>
        <source>pixel IoU</source>
        <translation>ピクセル IoU</translation>
    </message>
    <message>
        <source>Area under the ROC of all pixels</source>
        <translation>全ピクセルの ROC 曲線下面積</translation>
    </message>
    <message>
        <source>Per-region overlap as the published code counts it, up to a false positive rate of 0.3</source>
        <translation>公開コードの数え方による領域ごとの重なり（偽陽性率 0.3 まで）</translation>
    </message>
    <message>
        <source>Per-region overlap as MVTec counts it, up to a false positive rate of 0.3</source>
        <translation>MVTec の数え方による領域ごとの重なり（偽陽性率 0.3 まで）</translation>
    </message>
    <message>
        <source>Average precision of all pixels</source>
        <translation>全ピクセルの平均適合率</translation>
    </message>
    <message>
        <source>Greatest F1 of all pixels over every limit</source>
        <translation>全しきい値のうち全ピクセルの F1 の最大値</translation>
    </message>
    <message>
        <source>Intersection over union of the pixels at the limit of the greatest F1</source>
        <translation>F1 が最大となるしきい値でのピクセルの IoU（共通部分 ÷ 和集合）</translation>
    </message>
    <message>
        <source>Area under the ROC of the image scores</source>
        <translation>画像スコアの ROC 曲線下面積</translation>
    </message>
    <message>
        <source>Average precision of the image scores</source>
        <translation>画像スコアの平均適合率</translation>
    </message>
    <message>
        <source>Greatest F1 of the image scores over every limit</source>
        <translation>全しきい値のうち画像スコアの F1 の最大値</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>平均</translation>
    </message>
    <message>
        <source>unnamed</source>
        <translation>名前なし</translation>
    </message>
    <message>
        <source>%1: second minus first, in points of per cent</source>
        <translation>%1: 2つ目 − 1つ目、パーセントポイント</translation>
    </message>
    <message>
        <source>%1, in per cent</source>
        <translation>%1、パーセント</translation>
    </message>
    <message>
        <source>Defect</source>
        <translation>欠陥</translation>
    </message>
    <message>
        <source>Product</source>
        <translation>製品</translation>
    </message>
    <message>
        <source>images</source>
        <translation>画像</translation>
    </message>
    <message>
        <source>anomalous</source>
        <translation>異常</translation>
    </message>
</context>
<context>
    <name>app::ExportDialog</name>
    <message>
        <source>There is none: inspections aren&apos;t kept.</source>
        <translation>ありません。検査結果が保存されていません。</translation>
    </message>
    <message>
        <source>Not where something is left out: it holds paths and names.</source>
        <translation>省く内容がある場合は使えません。パスと名前が含まれるためです。</translation>
    </message>
    <message>
        <source>A copy of all that was ever inspected and said. For SQLite.</source>
        <translation>これまでの検査とレビュー内容すべてのコピー。SQLite 用。</translation>
    </message>
    <message>
        <source>Nothing has been inspected yet.</source>
        <translation>まだ何も検査されていません。</translation>
    </message>
    <message>
        <source>There are no such parts.</source>
        <translation>該当する部品がありません。</translation>
    </message>
    <message>
        <source>Nothing is chosen.</source>
        <translation>何も選択されていません。</translation>
    </message>
    <message>
        <source>No folder is chosen.</source>
        <translation>フォルダーが選択されていません。</translation>
    </message>
    <message>
        <source>%1 of %2 parts are done.</source>
        <translation>部品%2個中%1個が完了しました。</translation>
    </message>
    <message numerus="yes">
        <source>%n more, all of them in export.json.</source>
        <translation>
            <numerusform>ほか%n件。すべて export.json に記載されています。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) written.</source>
        <translation>
            <numerusform>ファイルを%n個書き込みました。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n thing(s) could not be exported:</source>
        <translation>
            <numerusform>エクスポートできなかったもの%n件:</numerusform>
        </translation>
    </message>
    <message>
        <source>“%1” is there already and is not an export&apos;s. Nothing was written. Choose another folder, or an empty one.</source>
        <translation>「%1」はすでに存在し、エクスポートで作られたものではありません。何も書き込みませんでした。別のフォルダーか空のフォルダーを選択してください。</translation>
    </message>
    <message>
        <source>Cancelled. Files of parts that were done stay in the folder; tables are as they were before.</source>
        <translation>キャンセルしました。完了した部品のファイルはフォルダーに残り、表は以前のままです。</translation>
    </message>
    <message>
        <source>Export folder</source>
        <translation>エクスポート先フォルダー</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>エクスポート</translation>
    </message>
    <message>
        <source>E&amp;verything</source>
        <translation>すべて(&amp;V)</translation>
    </message>
    <message>
        <source>P&amp;arts:</source>
        <translation>部品(&amp;A):</translation>
    </message>
    <message>
        <source>&amp;Names:</source>
        <translation>名前(&amp;N):</translation>
    </message>
    <message>
        <source>As they are shown, with folders</source>
        <translation>表示どおり（フォルダー付き）</translation>
    </message>
    <message>
        <source>Files, without folders</source>
        <translation>ファイル名のみ（フォルダーなし）</translation>
    </message>
    <message>
        <source>Numbers instead of names</source>
        <translation>名前の代わりに番号</translation>
    </message>
    <message>
        <source>Leave out &amp;when files were changed</source>
        <translation>ファイルの更新日時を含めない(&amp;W)</translation>
    </message>
    <message>
        <source>Leave out who &amp;reviewed</source>
        <translation>レビューした人を含めない(&amp;R)</translation>
    </message>
    <message>
        <source>Pictures hold no EXIF data. Only the copy of the history tells where on this computer parts lie.</source>
        <translation>画像に EXIF データは含まれません。部品がこのコンピューターのどこにあるかが分かるのは、履歴のコピーだけです。</translation>
    </message>
    <message>
        <source>&amp;Folder:</source>
        <translation>フォルダー(&amp;F):</translation>
    </message>
    <message>
        <source>Choose a folder, or drop one here</source>
        <translation>フォルダーを選択するか、ここにドロップ</translation>
    </message>
    <message>
        <source>Files of an earlier export are replaced, all others stay as they are.</source>
        <translation>以前のエクスポートのファイルは置き換えられ、その他のファイルはそのまま残ります。</translation>
    </message>
    <message>
        <source>&amp;Open Folder</source>
        <translation>フォルダーを開く(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Export</source>
        <translation>エクスポート(&amp;E)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>&amp;Table of parts</source>
        <translation>部品の表(&amp;T)</translation>
    </message>
    <message>
        <source>A line for each part: verdicts, score, counts, review. For Excel, LibreOffice, pandas.</source>
        <translation>部品ごとに1行: 判定、スコア、個数、レビュー。Excel、LibreOffice、pandas 用。</translation>
    </message>
    <message>
        <source>Table of &amp;defects</source>
        <translation>欠陥の表(&amp;D)</translation>
    </message>
    <message>
        <source>A line for each defect: size, place, class, zone. For the same.</source>
        <translation>欠陥ごとに1行: サイズ、位置、クラス、ゾーン。用途は同じ。</translation>
    </message>
    <message>
        <source>Report as &amp;JSON</source>
        <translation>JSON レポート(&amp;J)</translation>
    </message>
    <message>
        <source>All figures, the recipe and the review log, sealed. For programs.</source>
        <translation>すべての数値、レシピ、レビュー記録。シール付き。プログラム用。</translation>
    </message>
    <message>
        <source>&amp;COCO</source>
        <translation>&amp;COCO</translation>
    </message>
    <message>
        <source>Outlines of all defects in one file. For training, FiftyOne, CVAT.</source>
        <translation>全欠陥の輪郭を1つのファイルに出力。学習、FiftyOne、CVAT 用。</translation>
    </message>
    <message>
        <source>&amp;labelme</source>
        <translation>&amp;labelme</translation>
    </message>
    <message>
        <source>A file of outlines for each part. For labelme, X-AnyLabeling.</source>
        <translation>部品ごとの輪郭ファイル。labelme、X-AnyLabeling 用。</translation>
    </message>
    <message>
        <source>&amp;Masks</source>
        <translation>マスク(&amp;M)</translation>
    </message>
    <message>
        <source>A grey picture of each part: 0 background, 128 review, 255 fail. PNG.</source>
        <translation>各部品のグレースケール画像: 0 は背景、128 は要確認、255 は不合格。PNG。</translation>
    </message>
    <message>
        <source>Overla&amp;ys</source>
        <translation>オーバーレイ(&amp;Y)</translation>
    </message>
    <message>
        <source>Each part&apos;s picture with heat and outlines, at full size. PNG.</source>
        <translation>各部品の画像にヒートマップと輪郭を重ねて原寸で出力。PNG。</translation>
    </message>
    <message>
        <source>&amp;Heat maps</source>
        <translation>ヒートマップ(&amp;H)</translation>
    </message>
    <message>
        <source>Each part&apos;s heat in numbers from 0 to 1: float TIFF. For ImageJ, Python.</source>
        <translation>各部品のヒートマップを0～1の数値で出力: 浮動小数点 TIFF。ImageJ、Python 用。</translation>
    </message>
    <message>
        <source>H&amp;istory</source>
        <translation>履歴(&amp;I)</translation>
    </message>
    <message>
        <source>All inspected parts (%1)</source>
        <translation>検査済みの全部品（%1）</translation>
    </message>
    <message>
        <source>Those that the list shows (%1)</source>
        <translation>一覧に表示中の部品（%1）</translation>
    </message>
    <message>
        <source>Those that fail in the end (%1)</source>
        <translation>最終的に不合格の部品（%1）</translation>
    </message>
</context>
<context>
    <name>app::ExportPresenter</name>
    <message>
        <source>Waiting until every part is judged under the present limits…</source>
        <translation>現在のしきい値で全部品の判定が終わるのを待っています…</translation>
    </message>
    <message>
        <source>Waiting for the review log…</source>
        <translation>レビュー記録を待っています…</translation>
    </message>
    <message numerus="yes">
        <source>%n thing(s) said in reviews couldn&apos;t be written to the review log yet: its rows in the export lack them.</source>
        <translation>
            <numerusform>レビュー内容%n件がまだレビュー記録に書き込めていないため、エクスポートの行には含まれません。</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing was exported: there are no such parts any more.</source>
        <translation>何もエクスポートされませんでした。該当する部品がもうありません。</translation>
    </message>
    <message>
        <source>Nothing was exported: the parts, the model, the recipe or its tiles have changed meanwhile. Start the export again.</source>
        <translation>何もエクスポートされませんでした。部品、モデル、レシピ、またはそのタイルが途中で変わりました。もう一度エクスポートしてください。</translation>
    </message>
</context>
<context>
    <name>app::FileField</name>
    <message>
        <source>Drop a file here</source>
        <translation>ここにファイルをドロップ</translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation>参照…</translation>
    </message>
    <message>
        <source>Browse for %1</source>
        <translation>%1を参照</translation>
    </message>
    <message>
        <source>Weights (*.pt *.pth *.bin *.safetensors);;All files (*)</source>
        <translation>重み (*.pt *.pth *.bin *.safetensors);;すべてのファイル (*)</translation>
    </message>
    <message>
        <source>Choose the %1</source>
        <translation>%1を選択</translation>
    </message>
    <message>
        <source>Images (*.png *.jpg *.jpeg *.bmp *.tif *.tiff *.webp);;All files (*)</source>
        <translation>画像 (*.png *.jpg *.jpeg *.bmp *.tif *.tiff *.webp);;すべてのファイル (*)</translation>
    </message>
</context>
<context>
    <name>app::FineTuneDialog</name>
    <message>
        <source>Data set</source>
        <translation>データセット</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>停止しています…</translation>
    </message>
    <message>
        <source>No model is loaded.</source>
        <translation>モデルが読み込まれていません。</translation>
    </message>
    <message>
        <source>A folder with good and defective images and masks of the defects: MVTec AD, VisA and a dozen others, or your own.</source>
        <translation>良品と不良品の画像、および欠陥のマスクを含むフォルダー: MVTec AD、VisA など十数種類の形式、または独自のデータ。</translation>
    </message>
    <message>
        <source>&amp;Go On</source>
        <translation>再開(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>一時停止(&amp;P)</translation>
    </message>
    <message>
        <source>Starting: the data set is read and the model is loaded.</source>
        <translation>開始しています。データセットとモデルを読み込んでいます。</translation>
    </message>
    <message>
        <source>Paused. The training keeps its memory; “Go On” continues at once.</source>
        <translation>一時停止中です。学習はメモリを保持しており、「再開」ですぐに続行します。</translation>
    </message>
    <message>
        <source>Epoch %1 of %2, step %3 of %4, loss %5. %6</source>
        <translation>エポック %1/%2、ステップ %3/%4、損失 %5。%6</translation>
    </message>
    <message>
        <source>Judging validation image %1 of %2…</source>
        <translation>検証画像 %1/%2 を判定しています…</translation>
    </message>
    <message>
        <source>The validation images can&apos;t tell whether the trained model is better: they need good and defective parts with masks.</source>
        <translation>検証画像からは、学習後のモデルが良くなったかどうか判断できません。良品と、マスク付きの不良品が必要です。</translation>
    </message>
    <message>
        <source>Better on the validation images: pixel AP %1, before %2.</source>
        <translation>検証画像で改善しました: ピクセル AP %1（学習前は %2）。</translation>
    </message>
    <message>
        <source>Not better on the validation images: pixel AP %1, before %2. Discarding it is the safe choice.</source>
        <translation>検証画像で改善していません: ピクセル AP %1（学習前は %2）。破棄するのが安全です。</translation>
    </message>
    <message>
        <source>Image AUROC %1, before %2.</source>
        <translation>画像 AUROC %1（学習前は %2）。</translation>
    </message>
    <message>
        <source>The images are too few to tell the two models&apos; verdicts apart (McNemar&apos;s test, p = %1).</source>
        <translation>画像が少なすぎるため、2つのモデルの判定の差を区別できません（McNemar 検定、p = %1）。</translation>
    </message>
    <message>
        <source>Ended early after epoch %1: it got no better. Epoch %2 was the best and is kept.</source>
        <translation>改善しなくなったため、エポック %1 で早期終了しました。最良のエポック %2 を保持しています。</translation>
    </message>
    <message>
        <source>Done: %1 epochs. Epoch %2 was the best and is kept.</source>
        <translation>完了: %1 エポック。最良のエポック %2 を保持しています。</translation>
    </message>
    <message>
        <source>Stopped. What it had learned up to the last whole epoch is kept: start it again with the same settings to go on.</source>
        <translation>停止しました。最後に完了したエポックまでの学習内容は保持されています。続けるには、同じ設定でもう一度開始してください。</translation>
    </message>
    <message>
        <source>Fine-Tune</source>
        <translation>ファインチューニング</translation>
    </message>
    <message>
        <source>Begins with</source>
        <translation>元のモデル</translation>
    </message>
    <message>
        <source>&amp;Data set</source>
        <translation>データセット(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Name of the new model</source>
        <translation>新しいモデルの名前(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Epochs</source>
        <translation>エポック数(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Images a step</source>
        <translation>1ステップの画像数(&amp;I)</translation>
    </message>
    <message>
        <source>&amp;Learning rate</source>
        <translation>学習率(&amp;L)</translation>
    </message>
    <message>
        <source>never</source>
        <translation>しない</translation>
    </message>
    <message>
        <source>after </source>
        <comment>followed by a number of epochs</comment>
        <translation>改善なしが </translation>
    </message>
    <message>
        <source> epochs without a better one</source>
        <translation> エポック続いたら</translation>
    </message>
    <message>
        <source>Share of the data set that is not learned from: the training is judged by it.</source>
        <translation>データセットのうち学習に使わない割合。この部分で学習結果を評価します。</translation>
    </message>
    <message>
        <source>Published: 0.00004, for MVTec AD 0.00002. Higher learns faster and forgets more.</source>
        <translation>公開値: 0.00004、MVTec AD では 0.00002。大きいほど速く学習しますが、忘れる量も増えます。</translation>
    </message>
    <message>
        <source>&amp;Start</source>
        <translation>開始(&amp;S)</translation>
    </message>
    <message>
        <source>St&amp;op</source>
        <translation>停止(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Keep and Use</source>
        <translation>保存して使用(&amp;K)</translation>
    </message>
    <message>
        <source>Disca&amp;rd</source>
        <translation>破棄(&amp;R)</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>Vary the images while learning (turned, brighter, noisier, &amp;blurred)</source>
        <translation>学習中に画像を変化させる（回転、明るさ、ノイズ、ぼかし）(&amp;B)</translation>
    </message>
    <message>
        <source>Drop a folder here</source>
        <translation>ここにフォルダーをドロップ</translation>
    </message>
    <message>
        <source>Checking: the data set is read, and a step is tried.</source>
        <translation>確認しています。データセットを読み込み、1ステップを試しています。</translation>
    </message>
    <message>
        <source>Checked: this machine may have too little memory for it.</source>
        <translation>確認しました。このコンピューターではメモリが不足する可能性があります。</translation>
    </message>
    <message>
        <source>Checked: ready to start.</source>
        <translation>確認しました。開始できます。</translation>
    </message>
    <message>
        <source>The check was stopped.</source>
        <translation>確認を中止しました。</translation>
    </message>
    <message>
        <source>Take the Re&amp;viewed Parts of the History</source>
        <translation>履歴のレビュー済み部品を使用(&amp;V)</translation>
    </message>
    <message>
        <source>What people have said on the desk, by label or verdict, becomes a data set. Masks are taken from where the parts&apos; data sets keep them.</source>
        <translation>作業画面で人が付けたラベルや判定がデータセットになります。マスクは、部品のデータセットで保存されている場所から取得します。</translation>
    </message>
    <message>
        <source>Valida&amp;tion</source>
        <translation>検証用(&amp;T)</translation>
    </message>
    <message>
        <source>Stop earl&amp;y</source>
        <translation>早期終了(&amp;Y)</translation>
    </message>
    <message>
        <source>&amp;Check</source>
        <translation>確認(&amp;C)</translation>
    </message>
    <message>
        <source>Reads the data and tries a step: what it holds, and how much memory and time the training would take. Nothing is trained.</source>
        <translation>データを読み込んで1ステップを試し、データの内容と、学習に必要なメモリと時間を調べます。学習は行いません。</translation>
    </message>
    <message>
        <source>Worse on the validation images. Discarding it is the safe choice.</source>
        <translation>検証画像で悪化しました。破棄するのが安全です。</translation>
    </message>
    <message>
        <source>Pixel AP is better on the validation images, %1, before %2, but the verdicts are worse. Discarding it is the safe choice.</source>
        <translation>検証画像でピクセル AP は改善しましたが（%1、学習前は %2）、判定は悪化しました。破棄するのが安全です。</translation>
    </message>
    <message>
        <source>Its verdicts are better: right only now %1, right only before %2 (McNemar&apos;s test, p = %3).</source>
        <translation>判定は改善しました: 学習後のみ正解 %1、学習前のみ正解 %2（McNemar 検定、p = %3）。</translation>
    </message>
    <message>
        <source>Its verdicts are worse: right only now %1, right only before %2 (McNemar&apos;s test, p = %3).</source>
        <translation>判定は悪化しました: 学習後のみ正解 %1、学習前のみ正解 %2（McNemar 検定、p = %3）。</translation>
    </message>
</context>
<context>
    <name>app::FineTunePresenter</name>
    <message numerus="yes">
        <source>Memory ran out: from now on %n image(s) go through the model at once. The steps stay the same.</source>
        <translation>
            <numerusform>メモリが不足しました。以後、モデルに一度に渡す画像は%n枚です。学習ステップは変わりません。</numerusform>
        </translation>
    </message>
    <message>
        <source>Looking at the folder…</source>
        <translation>フォルダーを確認しています…</translation>
    </message>
    <message>
        <source>Layout %1: %2 with %3, %4 of them defective, %5 with a mask.</source>
        <translation>形式 %1: %2、%3（うち不良品%4枚、マスク付き%5枚）。</translation>
    </message>
    <message numerus="yes">
        <source>%n product(s)</source>
        <translation>
            <numerusform>製品%n種</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n image(s)</source>
        <translation>
            <numerusform>画像%n枚</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n defective image(s) have no mask and are left out.</source>
        <translation>
            <numerusform>不良品の画像%n枚にはマスクがないため、除外されます。</numerusform>
        </translation>
    </message>
    <message>
        <source>Only boxes say where the defects are: the model would learn boxes.</source>
        <translation>欠陥の位置が枠だけで示されています。モデルは枠を学習してしまいます。</translation>
    </message>
    <message>
        <source>Without masks there is nothing to learn from.</source>
        <translation>マスクがないと学習できる内容がありません。</translation>
    </message>
    <message>
        <source>The model “%1” is kept and in use.</source>
        <translation>モデル「%1」を保存し、使用しています。</translation>
    </message>
    <message>
        <source>Discarded. The model used so far stays in use.</source>
        <translation>破棄しました。これまでのモデルを引き続き使用します。</translation>
    </message>
    <message>
        <source>Gathering the reviewed parts…</source>
        <translation>レビュー済み部品を集めています…</translation>
    </message>
    <message>
        <source>The model “%1” is kept. The desk is locked: the model used so far stays in use.</source>
        <translation>モデル「%1」を保存しました。作業台がロックされているため、これまでのモデルを引き続き使います。</translation>
    </message>
</context>
<context>
    <name>app::FlipModel</name>
    <message>
        <source>good</source>
        <translation>良品</translation>
    </message>
    <message>
        <source>defective</source>
        <translation>不良品</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>部品</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>変更前</translation>
    </message>
    <message>
        <source>After</source>
        <translation>変更後</translation>
    </message>
    <message>
        <source>Region score</source>
        <translation>領域スコア</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>ラベル</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>フォルダー</translation>
    </message>
</context>
<context>
    <name>app::GaugeDialog</name>
    <message>
        <source>pictures of “%1”</source>
        <translation>「%1」の画像</translation>
    </message>
    <message>
        <source>Waiting for the inspection</source>
        <translation>検査待ち</translation>
    </message>
    <message>
        <source>The study stands here as soon as its last picture is inspected.</source>
        <translation>最後の画像の検査が終わり次第、ここに分析結果が表示されます。</translation>
    </message>
    <message>
        <source>How repeatable is the measuring?</source>
        <translation>測定の繰返し性はどの程度ですか?</translation>
    </message>
    <message>
        <source>Take pictures of some ten parts, good and defective ones, each of them two or three times: take the part out and put it in anew in between, as is done day by day. Where several people or stations do so, let each of them do it. Name the pictures by part, appraiser and time, such as “gear-07_anna_2.png”, open their folder and say above what the names are like.</source>
        <translation>良品と不良品を合わせて10個ほどの部品を、それぞれ2～3回撮影してください。撮影のたびに、日常の作業と同じように部品を取り出して置き直します。複数の人またはステーションで作業する場合は、それぞれで撮影してください。画像には「gear-07_anna_2.png」のように部品、評価者、回数で名前を付け、そのフォルダーを開いて、名前の形式を上で指定してください。</translation>
    </message>
    <message>
        <source>Gauge Study</source>
        <translation>測定システム分析</translation>
    </message>
    <message>
        <source>&amp;Names</source>
        <translation>名前(&amp;N)</translation>
    </message>
    <message>
        <source>What the names of the pictures are like, without the ending: {part}, {appraiser} and {trial} stand for what differs, * for anything.
Folders are part of a name: {appraiser}/{part}_{trial}.</source>
        <translation>画像の名前の形式（拡張子なし）。{part}、{appraiser}、{trial} は変化する部分（部品、評価者、回数）、* は任意の文字列を表します。
フォルダーも名前の一部です: {appraiser}/{part}_{trial}。</translation>
    </message>
    <message>
        <source>&amp;Measure</source>
        <translation>測定量(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Tolerance</source>
        <translation>公差(&amp;T)</translation>
    </message>
    <message>
        <source>none</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>What the measure may differ by, upper minus lower limit: the measuring is held against it, too</source>
        <translation>測定量に許される差（上限 − 下限）。測定はこれとも比較されます</translation>
    </message>
    <message>
        <source>Gauge R&amp;&amp;R</source>
        <translation>ゲージ R&amp;&amp;R</translation>
    </message>
    <message>
        <source>Analysis of Variance</source>
        <translation>分散分析</translation>
    </message>
    <message>
        <source>Verdicts</source>
        <translation>判定</translation>
    </message>
    <message>
        <source>Enter or a double click shows a part&apos;s pictures in the list</source>
        <translation>Enter またはダブルクリックで、その部品の画像を一覧に表示</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>エクスポート(&amp;E)…</translation>
    </message>
    <message>
        <source>All values of the study as a table (CSV)</source>
        <translation>分析のすべての値を表で出力 (CSV)</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>&amp;Report…</source>
        <translation>レポート(&amp;R)…</translation>
    </message>
    <message>
        <source>The study, the recipe and the verdicts as a sealed PDF</source>
        <translation>分析、レシピ、判定をシール付き PDF で出力</translation>
    </message>
    <message numerus="yes">
        <source>%n part(s) are judged anew: what stands here is of the limits before.</source>
        <translation>
            <numerusform>部品%n個を判定し直しています。ここに表示されているのは変更前のしきい値での結果です。</numerusform>
        </translation>
    </message>
    <message>
        <source>The inspection stands still</source>
        <translation>検査が止まっています</translation>
    </message>
    <message>
        <source>The study needs all of its pictures: inspect the remaining ones (Inspect menu).</source>
        <translation>分析にはすべての画像が必要です。残りの画像を検査してください（「検査」メニュー）。</translation>
    </message>
</context>
<context>
    <name>app::GaugePresenter</name>
    <message>
        <source>Export the Study</source>
        <translation>分析のエクスポート</translation>
    </message>
    <message>
        <source>Tables (*.csv)</source>
        <translation>表 (*.csv)</translation>
    </message>
    <message>
        <source>The study could not be exported. %1</source>
        <translation>分析をエクスポートできませんでした。%1</translation>
    </message>
    <message>
        <source>Values written to “%1”: %2</source>
        <translation>「%1」に書き込んだ値: %2</translation>
    </message>
    <message numerus="yes">
        <source>Saved as “%1”, %n page(s).</source>
        <translation>
            <numerusform>「%1」として保存しました（%nページ）。</numerusform>
        </translation>
    </message>
    <message>
        <source>The report could not be written. %1</source>
        <translation>レポートを書き込めませんでした。%1</translation>
    </message>
    <message>
        <source>Save the Report of the Study</source>
        <translation>分析レポートの保存</translation>
    </message>
    <message>
        <source>PDF (*.pdf)</source>
        <translation>PDF (*.pdf)</translation>
    </message>
    <message>
        <source>Waiting until every part is judged under the present limits…</source>
        <translation>現在のしきい値で全部品の判定が終わるのを待っています…</translation>
    </message>
    <message>
        <source>There is no study to report any more.</source>
        <translation>レポートにする分析がなくなりました。</translation>
    </message>
    <message>
        <source>Nothing was saved: the parts, the model, the recipe or its tiles have changed meanwhile. Save the report again.</source>
        <translation>何も保存されませんでした。部品、モデル、レシピ、またはそのタイルが途中で変わりました。もう一度レポートを保存してください。</translation>
    </message>
    <message>
        <source>Writing the report…</source>
        <translation>レポートを書き込んでいます…</translation>
    </message>
    <message>
        <source>The study could not be worked out. %1</source>
        <translation>分析を計算できませんでした。%1</translation>
    </message>
    <message>
        <source>The review log couldn&apos;t be read, and the report leaves it out. %1</source>
        <translation>レビュー記録を読み込めなかったため、レポートには含まれません。%1</translation>
    </message>
    <message>
        <source>Waiting for the review log…</source>
        <translation>レビュー記録を待っています…</translation>
    </message>
    <message numerus="yes">
        <source>%n thing(s) said in reviews couldn&apos;t be written to the review log yet: the report&apos;s entries lack them.</source>
        <translation>
            <numerusform>レビュー内容%n件がまだレビュー記録に書き込めていないため、レポートの項目には含まれません。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>app::HistoryPresenter</name>
    <message>
        <source>The history can&apos;t be written. %1 What you say is kept meanwhile and written as soon as it works.</source>
        <translation>履歴に書き込めません。%1その間の入力内容は保持され、書き込めるようになり次第、書き込まれます。</translation>
    </message>
    <message>
        <source>The history was damaged. It lies now at “%1”, nothing was deleted, and a new one was begun.</source>
        <translation>履歴が破損していました。現在は「%1」にあり、何も削除されていません。新しい履歴を開始しました。</translation>
    </message>
    <message>
        <source>The history was brought up to date. The one before lies at “%1”.</source>
        <translation>履歴を新しい形式に更新しました。以前の履歴は「%1」にあります。</translation>
    </message>
    <message>
        <source>Not everything is saved</source>
        <translation>保存されていない内容があります</translation>
    </message>
    <message numerus="yes">
        <source>%n thing(s) that you said can&apos;t be written to the history.</source>
        <translation>
            <numerusform>入力した内容%n件を履歴に書き込めません。</numerusform>
        </translation>
    </message>
    <message>
        <source>Make room on the disk and cancel, or close without them.</source>
        <translation>ディスクの空きを増やしてキャンセルするか、この内容を保存せずに閉じてください。</translation>
    </message>
    <message>
        <source>Close Anyway</source>
        <translation>このまま閉じる</translation>
    </message>
    <message>
        <source>Review Log</source>
        <translation>レビュー記録</translation>
    </message>
    <message>
        <source>Inspections can&apos;t be kept. %1 They are shown all the same, and kept as soon as it works.</source>
        <translation>検査結果を保存できません。%1結果はそのまま表示され、保存できるようになり次第、保存されます。</translation>
    </message>
    <message>
        <source>The review log isn&apos;t as this program left it. %1</source>
        <translation>レビュー記録が、このプログラムが最後に書き込んだ状態と一致しません。%1</translation>
    </message>
</context>
<context>
    <name>app::JudgingBench</name>
    <message>
        <source>Scores</source>
        <translation>スコア</translation>
    </message>
    <message>
        <source>Trend</source>
        <translation>トレンド</translation>
    </message>
    <message>
        <source>Pareto</source>
        <translation>パレート図</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Sizes</source>
        <translation>サイズ</translation>
    </message>
    <message>
        <source>All Defects</source>
        <translation>すべての欠陥</translation>
    </message>
    <message>
        <source>Your Name</source>
        <translation>名前の入力</translation>
    </message>
    <message>
        <source>Every verdict of yours is kept in the review log under this name:</source>
        <translation>判定はすべて、この名前でレビュー記録に残ります:</translation>
    </message>
</context>
<context>
    <name>app::LabelNextDialog</name>
    <message>
        <source>Number</source>
        <translation>個数</translation>
    </message>
    <message>
        <source>Drawn, labelled</source>
        <translation>抜き取り・ラベル済み</translation>
    </message>
    <message>
        <source>Of these</source>
        <translation>そのうち</translation>
    </message>
    <message>
        <source>Of all, with 95 % confidence</source>
        <translation>全体では（信頼度 95 %）</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>3 defective</comment>
        <translation>%2 %1</translation>
    </message>
    <message>
        <source>&amp;Show the Next</source>
        <translation>次を表示(&amp;S)</translation>
    </message>
    <message numerus="yes">
        <source>&amp;Show the Next %n</source>
        <translation>
            <numerusform>次の%n個を表示(&amp;S)</numerusform>
        </translation>
    </message>
    <message>
        <source>No parts are open: open a folder first.</source>
        <translation>部品が開かれていません。先にフォルダーを開いてください。</translation>
    </message>
    <message>
        <source>Label them in the main window: G good, B defective, U takes a label back.</source>
        <translation>メインウィンドウでラベルを付けてください。G は良品、B は不良品、U はラベルの取り消しです。</translation>
    </message>
    <message>
        <source>There are none of these parts.</source>
        <translation>該当する部品はありません。</translation>
    </message>
    <message numerus="yes">
        <source>To show that at most %1 of these parts are %2, label %n more drawn one(s), if none of them is.</source>
        <translation>
            <numerusform>これらの部品のうち%2が最大%1個であることを示すには、抜き取った部品をあと%n個ラベル付けし、その中に該当するものがないことが必要です。</numerusform>
        </translation>
    </message>
    <message>
        <source>Label Next</source>
        <translation>次にラベル付け</translation>
    </message>
    <message>
        <source>&amp;Label</source>
        <translation>ラベル付けする部品(&amp;L)</translation>
    </message>
    <message>
        <source>parts that pass, drawn by chance</source>
        <translation>合格の部品から無作為に</translation>
    </message>
    <message>
        <source>parts to be reviewed, drawn by chance</source>
        <translation>要確認の部品から無作為に</translation>
    </message>
    <message>
        <source>parts that fail, drawn by chance</source>
        <translation>不合格の部品から無作為に</translation>
    </message>
    <message>
        <source>all parts, drawn by chance</source>
        <translation>すべての部品から無作為に</translation>
    </message>
    <message>
        <source>parts nearest to the fail limit</source>
        <translation>不合格しきい値に最も近い部品</translation>
    </message>
    <message>
        <source>&amp;At a time</source>
        <translation>一度に表示する数(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Goal: at most</source>
        <translation>目標: 最大(&amp;G)</translation>
    </message>
    <message>
        <source> %</source>
        <translation> %</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>What the labels say of all parts</source>
        <translation>ラベルから分かる全体の状況</translation>
    </message>
    <message>
        <source>More of these parts are known to be %2 than the goal allows: with these limits it isn&apos;t reached.</source>
        <translation>%2と分かっている部品が目標で許される数を超えています。現在のしきい値では目標に達しません。</translation>
    </message>
    <message>
        <source>It is known that at most %1 of these parts are %2.</source>
        <translation>これらの部品のうち%2は%1個以下であることがわかっています。</translation>
    </message>
    <message>
        <source>It is known that none of these parts is %2.</source>
        <translation>これらの部品に%2がないことがわかっています。</translation>
    </message>
    <message numerus="yes">
        <source>To show that none of these parts is %2, label %n more drawn one(s), if none of them is.</source>
        <translation>
            <numerusform>これらの部品に%2がないことを示すには、抜き取った部品をあと%n個ラベル付けし、その中に該当するものがないことが必要です。</numerusform>
        </translation>
    </message>
    <message>
        <source>Parts</source>
        <translation>部品</translation>
    </message>
    <message>
        <source>No part has a verdict yet.</source>
        <translation>判定のある部品がまだありません。</translation>
    </message>
    <message>
        <source>Every part with a verdict has a label.</source>
        <translation>判定のある部品にはすべてラベルがあります。</translation>
    </message>
    <message>
        <source>Labels of parts near the limit tell where it belongs. As a sample they count only once their turn in the draw has come.</source>
        <translation>しきい値付近の部品のラベルは、しきい値をどこに置くべきかを示します。標本に数えるのは、抜き取りの順番が来てからです。</translation>
    </message>
    <message numerus="yes">
        <source>%n part(s) without a verdict count nowhere.</source>
        <translation>
            <numerusform>判定のない部品%n個は、どこにも数えられていません。</numerusform>
        </translation>
    </message>
    <message>
        <source>It is shown with 95 % confidence that at most %1 of these parts are %2.</source>
        <translation>信頼度 95 % で、これらの部品のうち%2は%1個以下であることが示されました。</translation>
    </message>
    <message>
        <source>It is shown with 95 % confidence that none of these parts is %2.</source>
        <translation>信頼度 95 % で、これらの部品に%2がないことが示されました。</translation>
    </message>
    <message numerus="yes">
        <source>%n labelled part(s) wait for their turn in the draw, behind “%1”.</source>
        <translation>
            <numerusform>ラベル済みの部品%n個が、「%1」の後で抜き取りの順番を待っています。</numerusform>
        </translation>
    </message>
    <message>
        <source>A few parts drawn by chance and labelled tell how many of all escape. Who is drawn follows from the files themselves: it is the same on every desk and nobody can choose. A label that was given for another reason counts once its turn has come. Limits may move, the draw goes on from what has a label; but zones, areas or maps that are fitted to the drawn parts make them say nothing of the others.</source>
        <translation>無作為に抜き取った少数の部品にラベルを付けると、全体でどれだけ見逃しがあるかが分かります。どの部品を抜き取るかはファイル自体から決まり、どの PC でも同じで、誰も選ぶことはできません。ほかの理由で付けたラベルは、順番が来たときに数えます。しきい値を動かしても抜き取りは続けられますが、ゾーン、面積、マップを抜き取った部品に合わせて調整すると、その部品はほかの部品について何も示さなくなります。</translation>
    </message>
    <message>
        <source>How many of the parts drawn from may be what is looked for: the fewer, the more have to be labelled. It takes some more than the table&apos;s bound, so that it may be looked at after every label.</source>
        <translation>抜き取り元の部品のうち、探しているものであってよい割合です。小さいほど多くのラベル付けが必要です。ラベルを付けるたびに確認してよいように、表の限界より少し多く必要とします。</translation>
    </message>
</context>
<context>
    <name>app::LabelNextPresenter</name>
    <message>
        <source>nearest to the fail limit</source>
        <translation>不合格しきい値に最も近い部品</translation>
    </message>
    <message>
        <source>drawn from: %1</source>
        <translation>抜き取り元: %1</translation>
    </message>
</context>
<context>
    <name>app::LimitSampleDialog</name>
    <message>
        <source>All</source>
        <translation>すべて</translation>
    </message>
    <message>
        <source>not classified</source>
        <translation>未分類</translation>
    </message>
    <message>
        <source>Still good: %1</source>
        <translation>まだ良品: %1</translation>
    </message>
    <message>
        <source>No longer good: %1</source>
        <translation>もう良品でない: %1</translation>
    </message>
    <message>
        <source>There are no limit samples yet.</source>
        <translation>限度見本はまだありません。</translation>
    </message>
    <message>
        <source>Choose a sample above.</source>
        <translation>上で見本を選んでください。</translation>
    </message>
    <message>
        <source>Its part is not among those that are open.</source>
        <translation>この部品は開かれていません。</translation>
    </message>
    <message>
        <source>It &amp;Is Still Good</source>
        <translation>まだ良品とする(&amp;I)</translation>
    </message>
    <message>
        <source>It &amp;Is No Longer Good</source>
        <translation>もう良品でないとする(&amp;I)</translation>
    </message>
    <message>
        <source>A square is %1 wide.</source>
        <translation>1 ますの幅は %1 です。</translation>
    </message>
    <message>
        <source>Limit Samples</source>
        <translation>限度見本</translation>
    </message>
    <message>
        <source>What people have agreed on: with these regions a part is still good, with those it no longer is. They lie in the recipe, go where it goes, and judge nothing by themselves: they are for the eye, when a region is to be decided, and for whoever sets the limits.</source>
        <translation>取り決めた境目です。左の領域があっても部品はまだ良品で、右の領域があるともう良品ではありません。見本はレシピの中にあり、レシピとともに移動します。見本自体は何も判定しません。領域を目で判断するときや、しきい値を決めるときに使います。</translation>
    </message>
    <message>
        <source>&amp;Class</source>
        <translation>クラス(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;By</source>
        <translation>基準(&amp;B)</translation>
    </message>
    <message>
        <source>Sc&amp;ale</source>
        <translation>倍率(&amp;A)</translation>
    </message>
    <message>
        <source>fitting</source>
        <translation>全体に合わせる</translation>
    </message>
    <message>
        <source>One scale for all: the same length is as long in every square</source>
        <translation>すべて同じ倍率です。同じ長さはどのますでも同じ長さに見えます</translation>
    </message>
    <message>
        <source>C&amp;orners</source>
        <translation>コーナー(&amp;O)</translation>
    </message>
    <message>
        <source>Corners around the region that is meant</source>
        <translation>対象の領域を囲むコーナー</translation>
    </message>
    <message>
        <source>Region in the main window</source>
        <translation>メインウィンドウの領域</translation>
    </message>
    <message>
        <source>Chosen sample</source>
        <translation>選んだ見本</translation>
    </message>
    <message>
        <source>Add as Still &amp;Good</source>
        <translation>まだ良品として追加(&amp;G)</translation>
    </message>
    <message>
        <source>Add as &amp;No Longer Good</source>
        <translation>もう良品でないとして追加(&amp;N)</translation>
    </message>
    <message>
        <source>Cla&amp;ss</source>
        <translation>クラス(&amp;S)</translation>
    </message>
    <message>
        <source>No&amp;te</source>
        <translation>メモ(&amp;T)</translation>
    </message>
    <message>
        <source>Sho&amp;w Part</source>
        <translation>部品を表示(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>削除(&amp;R)</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>Samples that are still good</source>
        <translation>まだ良品の見本</translation>
    </message>
    <message>
        <source>Samples that are no longer good</source>
        <translation>もう良品でない見本</translation>
    </message>
    <message>
        <source>None of this class</source>
        <translation>このクラスの見本はありません</translation>
    </message>
    <message>
        <source>Regions with which a part is still good</source>
        <translation>あっても部品がまだ良品である領域</translation>
    </message>
    <message>
        <source>Regions with which a part is no longer good</source>
        <translation>あると部品がもう良品でない領域</translation>
    </message>
</context>
<context>
    <name>app::LimitSamplePresenter</name>
    <message>
        <source>still good</source>
        <translation>まだ良品</translation>
    </message>
    <message>
        <source>no longer good</source>
        <translation>もう良品でない</translation>
    </message>
    <message>
        <source>%1: %2, since %3.</source>
        <comment>part, still good, date</comment>
        <translation>%1: %2（%3 から）。</translation>
    </message>
    <message>
        <source>%1: %2, said %4 on %3.</source>
        <comment>part, still good, date, person</comment>
        <translation>%1: %2（%3 に %4 が決定）。</translation>
    </message>
    <message>
        <source>Area %1, length %2, width %3, peak %4.</source>
        <translation>面積 %1、長さ %2、幅 %3、ピーク %4。</translation>
    </message>
    <message>
        <source>Its picture in the recipe can&apos;t be read: remove it and add it again.</source>
        <translation>レシピ内の画像を読み込めません。削除してもう一度追加してください。</translation>
    </message>
    <message>
        <source>Without a model there is no recipe that samples could lie in.</source>
        <translation>モデルがないため、見本を入れるレシピがありません。</translation>
    </message>
    <message>
        <source>The desk is locked: samples can only be looked at.</source>
        <translation>作業台はロックされています。見本は見ることしかできません。</translation>
    </message>
    <message numerus="yes">
        <source>A recipe holds %n limit sample(s) at most: remove one before you add another.</source>
        <translation>
            <numerusform>1 つのレシピに入る限度見本は最大 %n 件です。追加する前に 1 件削除してください。</numerusform>
        </translation>
    </message>
    <message>
        <source>No part is open.</source>
        <translation>部品が開かれていません。</translation>
    </message>
    <message>
        <source>This part has no verdict yet.</source>
        <translation>この部品はまだ判定されていません。</translation>
    </message>
    <message>
        <source>Nothing is found on this part.</source>
        <translation>この部品では何も見つかっていません。</translation>
    </message>
    <message>
        <source>The picture of this part isn&apos;t there.</source>
        <translation>この部品の画像がありません。</translation>
    </message>
    <message>
        <source>Region %1 of %2.</source>
        <translation>%2 の領域 %1。</translation>
    </message>
    <message>
        <source>%1 %2.</source>
        <comment>Area 12 px²</comment>
        <translation>%1 %2。</translation>
    </message>
    <message>
        <source>It is a sample itself: still good.</source>
        <translation>この領域自体が見本です: まだ良品。</translation>
    </message>
    <message>
        <source>It is a sample itself: no longer good.</source>
        <translation>この領域自体が見本です: もう良品でない。</translation>
    </message>
    <message>
        <source>%1: %2.</source>
        <comment>part, still good</comment>
        <translation>%1: %2。</translation>
    </message>
</context>
<context>
    <name>app::LiveActions</name>
    <message>
        <source>Start</source>
        <translation>開始</translation>
    </message>
    <message>
        <source>Open the source and judge its pictures</source>
        <translation>画像ソースを開き、その画像を判定</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Stop and close the source</source>
        <translation>停止して画像ソースを閉じる</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>一時停止</translation>
    </message>
    <message>
        <source>Take no more pictures until it is pressed again</source>
        <translation>もう一度押すまで画像を取得しない</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>コマ送り</translation>
    </message>
    <message>
        <source>While paused: take one picture</source>
        <translation>一時停止中に画像を1枚取得</translation>
    </message>
    <message>
        <source>Hold</source>
        <translation>表示固定</translation>
    </message>
    <message>
        <source>Keep the last judged picture in view; judging goes on</source>
        <translation>最後に判定した画像を表示し続ける（判定は継続）</translation>
    </message>
    <message>
        <source>Judge Now</source>
        <translation>今すぐ判定</translation>
    </message>
    <message>
        <source>Judge the next picture as one part</source>
        <translation>次の画像を1個の部品として判定</translation>
    </message>
    <message>
        <source>Snapshot</source>
        <translation>スナップショット</translation>
    </message>
    <message>
        <source>Save the picture in view with heat, map and verdict</source>
        <translation>表示中の画像をヒートマップ、マップ、判定とともに保存</translation>
    </message>
    <message>
        <source>Judged Only</source>
        <translation>判定済みのみ</translation>
    </message>
    <message>
        <source>Show judged pictures only, each with its own heat, instead of the running video</source>
        <translation>連続映像の代わりに、判定済みの画像だけをそれぞれのヒートマップとともに表示</translation>
    </message>
    <message>
        <source>Heat</source>
        <translation>ヒートマップ</translation>
    </message>
    <message>
        <source>Show the heat over the picture (Space)</source>
        <translation>画像にヒートマップを重ねて表示（スペース）</translation>
    </message>
    <message>
        <source>Live Log</source>
        <translation>ライブログ</translation>
    </message>
    <message>
        <source>List what was judged before</source>
        <translation>これまでの判定を一覧表示</translation>
    </message>
</context>
<context>
    <name>app::LiveBanner</name>
    <message>
        <source>Change the settings and start again.</source>
        <translation>設定を変更して、もう一度開始してください。</translation>
    </message>
    <message>
        <source>It is tried again by itself.</source>
        <translation>自動的に再試行します。</translation>
    </message>
    <message>
        <source>Camera or light changed: good parts are no longer as bright or as sharp as the first ones.</source>
        <translation>カメラまたは照明が変わりました。良品の明るさや鮮明さが最初と異なります。</translation>
    </message>
    <message>
        <source>Good parts score otherwise than the first ones: the process changes, or what is seen of it.</source>
        <translation>良品のスコアが最初と異なります。工程またはその見え方が変化しています。</translation>
    </message>
    <message>
        <source>Part %1</source>
        <translation>部品 %1</translation>
    </message>
    <message>
        <source>Frame %1</source>
        <translation>フレーム %1</translation>
    </message>
    <message>
        <source>NOT JUDGED</source>
        <translation>未判定</translation>
    </message>
    <message>
        <source>READY</source>
        <translation>準備完了</translation>
    </message>
    <message>
        <source>Waits for a part to come to rest in view.</source>
        <translation>部品が画面内で静止するのを待っています。</translation>
    </message>
    <message>
        <source>Press T to judge what is in view.</source>
        <translation>T キーで画面内のものを判定します。</translation>
    </message>
    <message>
        <source>Waits for the camera&apos;s trigger.</source>
        <translation>カメラのトリガーを待っています。</translation>
    </message>
    <message>
        <source>The first picture is being judged.</source>
        <translation>最初の画像を判定しています。</translation>
    </message>
    <message>
        <source>Waits for the first picture.</source>
        <translation>最初の画像を待っています。</translation>
    </message>
    <message>
        <source>STOPPED</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Choose a source and press Start.</source>
        <translation>画像ソースを選択して「開始」を押してください。</translation>
    </message>
    <message>
        <source>STOPPING…</source>
        <translation>停止中…</translation>
    </message>
    <message>
        <source>OPENING…</source>
        <translation>接続中…</translation>
    </message>
    <message>
        <source>NO PICTURE</source>
        <translation>画像なし</translation>
    </message>
    <message>
        <source>The camera is connected, but sends no picture. Check its trigger setting and the cable.</source>
        <translation>カメラは接続されていますが、画像が届きません。トリガー設定とケーブルを確認してください。</translation>
    </message>
    <message>
        <source>BLACK</source>
        <translation>黒画面</translation>
    </message>
    <message>
        <source>The picture is black: check the lens cap, the light and the exposure time.</source>
        <translation>画像が真っ黒です。レンズキャップ、照明、露光時間を確認してください。</translation>
    </message>
    <message>
        <source>FROZEN</source>
        <translation>映像停止</translation>
    </message>
    <message>
        <source>The camera sends the same picture again and again: unplug it and plug it in again, or restart it.</source>
        <translation>カメラが同じ画像を送り続けています。ケーブルを抜き差しするか、カメラを再起動してください。</translation>
    </message>
    <message>
        <source>NO MODEL</source>
        <translation>モデルなし</translation>
    </message>
    <message>
        <source>The model is being loaded; pictures are judged as soon as it is there.</source>
        <translation>モデルを読み込んでいます。完了し次第、画像を判定します。</translation>
    </message>
    <message>
        <source>PAUSED</source>
        <translation>一時停止中</translation>
    </message>
    <message>
        <source>Press P to go on.</source>
        <translation>P キーで再開します。</translation>
    </message>
    <message>
        <source>END</source>
        <translation>終了</translation>
    </message>
</context>
<context>
    <name>app::LiveEvents</name>
    <message>
        <source>Opened: %1, %2</source>
        <translation>接続しました: %1、%2</translation>
    </message>
    <message>
        <source>The picture&apos;s size changed from %1 to %2. Zones are stretched to it.</source>
        <translation>画像サイズが %1 から %2 に変わりました。ゾーンはこれに合わせて伸縮されます。</translation>
    </message>
    <message>
        <source>No picture comes any more.</source>
        <translation>画像が届かなくなりました。</translation>
    </message>
    <message>
        <source>The end of the video.</source>
        <translation>動画の終わりです。</translation>
    </message>
    <message>
        <source>The clock jumped by %1 s: from now on times follow it as it is.</source>
        <translation>時計が %1 s ずれました。以後の時刻は現在の時計に従います。</translation>
    </message>
    <message>
        <source>Camera or light changed.</source>
        <translation>カメラまたは照明が変わりました。</translation>
    </message>
    <message>
        <source>Good parts score otherwise than the first ones.</source>
        <translation>良品のスコアが最初と異なります。</translation>
    </message>
</context>
<context>
    <name>app::LiveFiguresBar</name>
    <message>
        <source>Camera</source>
        <translation>カメラ</translation>
    </message>
    <message>
        <source>Pictures per second that the camera delivers</source>
        <translation>カメラが1秒間に送る画像の数</translation>
    </message>
    <message>
        <source>Judged</source>
        <translation>判定</translation>
    </message>
    <message>
        <source>Pictures per second that the model judges; the newest each time</source>
        <translation>モデルが1秒間に判定する画像の数（毎回最新の画像）</translation>
    </message>
    <message>
        <source>Latency</source>
        <translation>遅延</translation>
    </message>
    <message>
        <source>From the exposure of the last judged picture to its verdict</source>
        <translation>最後に判定した画像の露光から判定までの時間</translation>
    </message>
    <message>
        <source>Dropped</source>
        <translation>欠落</translation>
    </message>
    <message>
        <source>Pictures that were lost on their way from the camera</source>
        <translation>カメラからの転送中に失われた画像</translation>
    </message>
    <message>
        <source>Passed over</source>
        <translation>スキップ</translation>
    </message>
    <message>
        <source>Pictures that were shown but not judged, because a newer one came before the model was free</source>
        <translation>モデルが空く前に次の画像が届いたため、表示されたが判定されなかった画像</translation>
    </message>
    <message>
        <source>Missed parts</source>
        <translation>判定漏れ部品</translation>
    </message>
    <message>
        <source>Parts without a verdict: the next one came before the model was free</source>
        <translation>モデルが空く前に次の部品が来たため、判定されなかった部品</translation>
    </message>
    <message>
        <source>Pass · review · fail</source>
        <translation>合格 · 要確認 · 不合格</translation>
    </message>
    <message>
        <source>Verdicts since the start</source>
        <translation>開始以降の判定</translation>
    </message>
    <message>
        <source>Not judged</source>
        <translation>未判定</translation>
    </message>
    <message>
        <source>Pictures that could not be judged</source>
        <translation>判定できなかった画像</translation>
    </message>
</context>
<context>
    <name>app::LiveLog</name>
    <message>
        <source>all the time</source>
        <translation>常時</translation>
    </message>
    <message>
        <source>interval</source>
        <translation>一定間隔</translation>
    </message>
    <message>
        <source>part at rest</source>
        <translation>部品静止</translation>
    </message>
    <message>
        <source>key</source>
        <translation>キー</translation>
    </message>
    <message>
        <source>camera&apos;s input</source>
        <translation>カメラ入力</translation>
    </message>
    <message>
        <source>the file was gone</source>
        <translation>ファイルがなくなっていました</translation>
    </message>
    <message>
        <source>the file could not be read</source>
        <translation>ファイルを読み込めませんでした</translation>
    </message>
    <message>
        <source>the file was empty</source>
        <translation>ファイルが空でした</translation>
    </message>
    <message>
        <source>the file was being written</source>
        <translation>ファイルが書き込み中でした</translation>
    </message>
    <message>
        <source>not an image that can be read</source>
        <translation>読み込める画像ではありません</translation>
    </message>
    <message>
        <source>the image ends early</source>
        <translation>画像が途中で切れています</translation>
    </message>
    <message>
        <source>the image is damaged</source>
        <translation>画像が破損しています</translation>
    </message>
    <message>
        <source>the picture is too large</source>
        <translation>画像が大きすぎます</translation>
    </message>
    <message>
        <source>a kind of picture that is not supported</source>
        <translation>対応していない種類の画像です</translation>
    </message>
    <message>
        <source>the recipe draws outside the picture</source>
        <translation>レシピの描画範囲が画像の外に出ています</translation>
    </message>
    <message>
        <source>not enough memory</source>
        <translation>メモリが不足しています</translation>
    </message>
    <message>
        <source>the model&apos;s device is not available</source>
        <translation>モデルのデバイスを使用できません</translation>
    </message>
    <message>
        <source>the model gave no number</source>
        <translation>モデルが数値を返しませんでした</translation>
    </message>
    <message>
        <source>a library failed, see the log</source>
        <translation>ライブラリでエラーが発生しました（ログを参照）</translation>
    </message>
    <message>
        <source>a mistake of the program, see the log</source>
        <translation>プログラムの不具合です（ログを参照）</translation>
    </message>
    <message>
        <source>Verdicts: %1</source>
        <translation>判定: %1</translation>
    </message>
    <message>
        <source>%1 pass</source>
        <translation>合格 %1</translation>
    </message>
    <message>
        <source>%1 review</source>
        <translation>要確認 %1</translation>
    </message>
    <message>
        <source>%1 fail</source>
        <translation>不合格 %1</translation>
    </message>
    <message>
        <source>%1 not judged</source>
        <translation>未判定 %1</translation>
    </message>
    <message>
        <source>the picture is too dark</source>
        <translation>画像が暗すぎます</translation>
    </message>
    <message>
        <source>the picture is too bright</source>
        <translation>画像が明るすぎます</translation>
    </message>
    <message>
        <source>the picture is out of focus</source>
        <translation>画像のピントが合っていません</translation>
    </message>
    <message>
        <source>the part was not found</source>
        <translation>部品が見つかりませんでした</translation>
    </message>
    <message>
        <source>the part lay too far away</source>
        <translation>部品の位置が離れすぎていました</translation>
    </message>
</context>
<context>
    <name>app::LiveLogDialog</name>
    <message>
        <source>Counting…</source>
        <translation>数えています…</translation>
    </message>
    <message>
        <source>Show New Verdicts: %1</source>
        <translation>新しい判定を表示: %1</translation>
    </message>
    <message>
        <source>Live Log</source>
        <translation>ライブログ</translation>
    </message>
    <message>
        <source>Re&amp;fresh</source>
        <translation>更新(&amp;F)</translation>
    </message>
    <message>
        <source>Read the newest verdicts (F5)</source>
        <translation>最新の判定を読み込む (F5)</translation>
    </message>
    <message>
        <source>&amp;Open Picture</source>
        <translation>画像を開く(&amp;O)</translation>
    </message>
    <message>
        <source>Open the kept picture of the chosen verdict in the main window (Enter)</source>
        <translation>選択した判定の保存画像をメインウィンドウで開く (Enter)</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>エクスポート(&amp;E)…</translation>
    </message>
    <message>
        <source>Write all verdicts that the filter shows into a table (CSV)</source>
        <translation>フィルターで表示中の判定をすべて表に書き込む (CSV)</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>Show in &amp;Folder</source>
        <translation>フォルダーで表示(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Copy Rows</source>
        <translation>行をコピー(&amp;C)</translation>
    </message>
    <message>
        <source>Verdicts</source>
        <translation>判定</translation>
    </message>
    <message>
        <source>Exporting</source>
        <translation>エクスポート中</translation>
    </message>
</context>
<context>
    <name>app::LiveLogFilterBar</name>
    <message>
        <source>&amp;Result:</source>
        <translation>結果(&amp;R):</translation>
    </message>
    <message>
        <source>R&amp;un:</source>
        <translation>実行(&amp;U):</translation>
    </message>
    <message>
        <source>&amp;Time:</source>
        <translation>時刻(&amp;T):</translation>
    </message>
    <message>
        <source>From</source>
        <comment>a time</comment>
        <translation>開始</translation>
    </message>
    <message>
        <source>to</source>
        <comment>a time</comment>
        <translation>終了</translation>
    </message>
    <message>
        <source>Any</source>
        <translation>すべて</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>エラー</translation>
    </message>
    <message>
        <source>Any time</source>
        <translation>全期間</translation>
    </message>
    <message>
        <source>Last hour</source>
        <translation>直近1時間</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今日</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>直近7日間</translation>
    </message>
    <message>
        <source>From … to …</source>
        <translation>期間を指定…</translation>
    </message>
    <message>
        <source>All runs</source>
        <translation>すべての実行</translation>
    </message>
    <message>
        <source>At or after</source>
        <translation>この時刻以降</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>この時刻より前</translation>
    </message>
    <message>
        <source>Show &amp;All</source>
        <translation>すべて表示(&amp;A)</translation>
    </message>
</context>
<context>
    <name>app::LiveLogModel</name>
    <message>
        <source>Error</source>
        <translation>エラー</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>時刻</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>判定</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>スコア</translation>
    </message>
    <message>
        <source>Defects</source>
        <translation>欠陥数</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>部品</translation>
    </message>
    <message>
        <source>Frame</source>
        <translation>フレーム</translation>
    </message>
    <message>
        <source>Trigger</source>
        <translation>トリガー</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>画像ソース</translation>
    </message>
    <message>
        <source>Latency, ms</source>
        <translation>遅延、ms</translation>
    </message>
    <message>
        <source>What went wrong</source>
        <translation>問題の内容</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>画像</translation>
    </message>
</context>
<context>
    <name>app::LiveLogPresenter</name>
    <message>
        <source>Exporting</source>
        <translation>エクスポート中</translation>
    </message>
    <message>
        <source>Verdicts written to “%1”: %2</source>
        <translation>「%1」に書き込んだ判定: %2</translation>
    </message>
    <message>
        <source>Show in Folder</source>
        <translation>フォルダーで表示</translation>
    </message>
    <message>
        <source>The verdicts could not be exported. %1</source>
        <translation>判定をエクスポートできませんでした。%1</translation>
    </message>
    <message>
        <source>The live log can&apos;t be read. %1</source>
        <translation>ライブログを読み込めません。%1</translation>
    </message>
    <message>
        <source>No history yet</source>
        <translation>履歴がまだありません</translation>
    </message>
    <message>
        <source>Every verdict of the live view is kept in the history. There is none at “%1”: it is made when the program starts, on a disk that can be written.</source>
        <translation>ライブ表示の判定はすべて履歴に保存されます。「%1」には履歴がありません。履歴は、ディスクに書き込める場合、プログラムの起動時に作成されます。</translation>
    </message>
    <message>
        <source>The live log can&apos;t be read</source>
        <translation>ライブログを読み込めません</translation>
    </message>
    <message>
        <source>No live verdict yet</source>
        <translation>ライブ判定はまだありません</translation>
    </message>
    <message>
        <source>Every verdict of the live view is kept and listed here. Choose Inspect, Live in the main window and press Start.</source>
        <translation>ライブ表示の判定はすべて保存され、ここに一覧表示されます。メインウィンドウで「検査」→「ライブ」を選択し、「開始」を押してください。</translation>
    </message>
    <message>
        <source>Nothing matches</source>
        <translation>該当なし</translation>
    </message>
    <message>
        <source>No verdict fits result, run and time as they are chosen above. “Show All” takes the filter away.</source>
        <translation>上で選択した結果、実行、時刻に該当する判定がありません。「すべて表示」でフィルターを解除できます。</translation>
    </message>
    <message>
        <source>No picture of this verdict was kept. Which pictures are kept is chosen in the live window, under Recording.</source>
        <translation>この判定の画像は保存されていません。どの画像を保存するかは、ライブウィンドウの「画像記録」で選択します。</translation>
    </message>
    <message>
        <source>The picture “%1” isn&apos;t there: it is still being written, or could not be.</source>
        <translation>画像「%1」がありません。まだ書き込み中か、書き込めませんでした。</translation>
    </message>
    <message>
        <source>The picture “%1” is no longer there. The oldest recordings go when their limits of size and age are reached; see the live window, under Recording.</source>
        <translation>画像「%1」はもうありません。容量または期間の上限に達すると、最も古い記録から削除されます。ライブウィンドウの「画像記録」を参照してください。</translation>
    </message>
    <message>
        <source>Export the Live Log</source>
        <translation>ライブログのエクスポート</translation>
    </message>
    <message>
        <source>Tables (*.csv)</source>
        <translation>表 (*.csv)</translation>
    </message>
</context>
<context>
    <name>app::LivePicture</name>
    <message>
        <source>Held: frame %1. Press H to go on.</source>
        <translation>表示固定中: フレーム %1。H キーで再開します。</translation>
    </message>
    <message>
        <source>Heat of %1 s ago</source>
        <translation>%1 s 前のヒートマップ</translation>
    </message>
</context>
<context>
    <name>app::LivePresenter</name>
    <message>
        <source>Source</source>
        <translation>画像ソース</translation>
    </message>
    <message>
        <source>When to Judge</source>
        <translation>判定のタイミング</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>画像記録</translation>
    </message>
    <message>
        <source>Outputs</source>
        <translation>出力</translation>
    </message>
    <message>
        <source>Pictures are not recorded: %1</source>
        <translation>画像を記録できません: %1</translation>
    </message>
    <message>
        <source>Verdicts wait for the history: %1</source>
        <translation>判定は履歴への書き込み待ちです: %1</translation>
    </message>
    <message>
        <source>The disk is nearly full: no pictures are recorded until there is room. Verdicts go on.</source>
        <translation>ディスクの空きがほとんどありません。空きができるまで画像は記録されません。判定は継続します。</translation>
    </message>
    <message>
        <source>The program ended while %1 was being watched.</source>
        <translation>%1 の監視中にプログラムが終了しました。</translation>
    </message>
    <message>
        <source>Start Again</source>
        <translation>再開始</translation>
    </message>
    <message>
        <source>The snapshot could not be saved: %1</source>
        <translation>スナップショットを保存できませんでした: %1</translation>
    </message>
    <message>
        <source>Saved with its evidence: %1</source>
        <translation>判定根拠とともに保存しました: %1</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>表示</translation>
    </message>
    <message>
        <source>The limit of the recordings leaves no room for a picture: raise it, or choose another folder. Verdicts go on.</source>
        <translation>記録の上限により画像 1 枚分の空きもありません。上限を上げるか、別のフォルダーを選択してください。判定は続きます。</translation>
    </message>
    <message>
        <source>PLC</source>
        <translation>PLC</translation>
    </message>
</context>
<context>
    <name>app::LiveWindow</name>
    <message>
        <source>What Happened</source>
        <translation>イベント</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>ライブ</translation>
    </message>
    <message>
        <source>Place in the video</source>
        <translation>動画内の位置</translation>
    </message>
    <message>
        <source>Last verdicts</source>
        <translation>最近の判定</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>イベント</translation>
    </message>
    <message>
        <source>Nothing is watched</source>
        <translation>監視していません</translation>
    </message>
    <message>
        <source>Choose a camera, a stream, a video or a folder on the left and press Start. Everything stays on this computer.</source>
        <translation>左側でカメラ、ストリーム、動画、フォルダーのいずれかを選択して「開始」を押してください。データはすべてこのコンピューター内にとどまります。</translation>
    </message>
    <message>
        <source>No picture yet</source>
        <translation>画像がまだありません</translation>
    </message>
</context>
<context>
    <name>app::LockPresenter</name>
    <message>
        <source>Un&amp;lock…</source>
        <translation>ロックを解除(&amp;L)…</translation>
    </message>
    <message>
        <source>&amp;Lock…</source>
        <translation>ロック(&amp;L)…</translation>
    </message>
    <message>
        <source>The desk is locked: recipe and model stay as they are. Recipe → Unlock… takes the code.</source>
        <translation>作業台はロックされています。レシピとモデルは変更されません。［レシピ → ロックを解除…］でコードを入力してください。</translation>
    </message>
    <message>
        <source>The desk can&apos;t be locked yet: the recipe isn&apos;t saved. Golden parts are being checked, or wait for a reason; give it, or go back to the saved recipe.</source>
        <translation>まだ作業台をロックできません。レシピが保存されていません。ゴールデン部品を確認中か、理由を待っています。理由を入力するか、保存済みのレシピに戻してください。</translation>
    </message>
</context>
<context>
    <name>app::MainActions</name>
    <message>
        <source>&amp;Open Folder…</source>
        <translation>フォルダーを開く(&amp;O)…</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>開く</translation>
    </message>
    <message>
        <source>Open &amp;Images…</source>
        <translation>画像を開く(&amp;I)…</translation>
    </message>
    <message>
        <source>Open &amp;Sample Parts</source>
        <translation>サンプル部品を開く(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Clear List</source>
        <translation>一覧をクリア(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>終了(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Heat</source>
        <translation>ヒートマップ(&amp;H)</translation>
    </message>
    <message>
        <source>Heat (Space; hold to peek)</source>
        <translation>ヒートマップ（スペース、長押しで一時切り替え）</translation>
    </message>
    <message>
        <source>&amp;Contours</source>
        <translation>輪郭(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;More Heat</source>
        <translation>ヒートマップを濃く(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Less Heat</source>
        <translation>ヒートマップを薄く(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Fit</source>
        <translation>全体表示(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;1:1</source>
        <translation>&amp;1:1</translation>
    </message>
    <message>
        <source>Zoom &amp;In</source>
        <translation>拡大(&amp;I)</translation>
    </message>
    <message>
        <source>Zoom &amp;Out</source>
        <translation>縮小(&amp;O)</translation>
    </message>
    <message>
        <source>Hide &amp;Panels</source>
        <translation>パネルを隠す(&amp;P)</translation>
    </message>
    <message>
        <source>F&amp;ull Screen</source>
        <translation>全画面(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Next Part</source>
        <translation>次の部品(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Previous Part</source>
        <translation>前の部品(&amp;P)</translation>
    </message>
    <message>
        <source>Next &amp;Failing Part</source>
        <translation>次の不合格部品(&amp;F)</translation>
    </message>
    <message>
        <source>Previous F&amp;ailing Part</source>
        <translation>前の不合格部品(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Inspect Remaining Parts</source>
        <translation>残りの部品を検査(&amp;I)</translation>
    </message>
    <message>
        <source>&amp;Cancel Inspection</source>
        <translation>検査をキャンセル(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Models…</source>
        <translation>モデル(&amp;M)…</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>モデル</translation>
    </message>
    <message>
        <source>&amp;Keys</source>
        <translation>キー操作(&amp;K)</translation>
    </message>
    <message>
        <source>Open &amp;Log Folder</source>
        <translation>ログフォルダーを開く(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;About</source>
        <translation>バージョン情報(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Viridis</source>
        <translation>&amp;Viridis</translation>
    </message>
    <message>
        <source>&amp;Turbo</source>
        <translation>&amp;Turbo</translation>
    </message>
    <message>
        <source>&amp;Inferno</source>
        <translation>&amp;Inferno</translation>
    </message>
    <message>
        <source>&amp;Grey</source>
        <translation>グレー(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;System</source>
        <translation>システム(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>ライト(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>ダーク(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;High Contrast</source>
        <translation>ハイコントラスト(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Zones</source>
        <translation>ゾーン(&amp;Z)</translation>
    </message>
    <message>
        <source>Draw zones and don&apos;t-care areas (Z)</source>
        <translation>ゾーンと対象外領域を描画 (Z)</translation>
    </message>
    <message>
        <source>Compa&amp;re</source>
        <translation>比較(&amp;R)</translation>
    </message>
    <message>
        <source>Compare with the heat or a reference part (C)</source>
        <translation>ヒートマップまたは基準部品と比較 (C)</translation>
    </message>
    <message>
        <source>&amp;Defects</source>
        <translation>欠陥(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Accept Part</source>
        <translation>部品を承認(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Reject Part</source>
        <translation>部品を却下(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Overrule the Machine</source>
        <translation>機械の判定を変更(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Take Verdict Back</source>
        <translation>判定を取り消す(&amp;T)</translation>
    </message>
    <message>
        <source>Really &amp;Good</source>
        <translation>実際は良品(&amp;G)</translation>
    </message>
    <message>
        <source>Really &amp;Defective</source>
        <translation>実際は不良品(&amp;D)</translation>
    </message>
    <message>
        <source>Really &amp;Unknown</source>
        <translation>実際は不明(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Class of the Region…</source>
        <translation>領域のクラス(&amp;C)…</translation>
    </message>
    <message>
        <source>&amp;Note…</source>
        <translation>メモ(&amp;N)…</translation>
    </message>
    <message>
        <source>Ne&amp;xt Unreviewed Part</source>
        <translation>次の未レビュー部品(&amp;X)</translation>
    </message>
    <message>
        <source>In the &amp;Golden Set</source>
        <translation>ゴールデンセットに含める(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;Your Name…</source>
        <translation>名前の入力(&amp;Y)…</translation>
    </message>
    <message>
        <source>Check the Review &amp;Log</source>
        <translation>レビュー記録を検証(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Open Recipe…</source>
        <translation>レシピを開く(&amp;O)…</translation>
    </message>
    <message>
        <source>&amp;Save Recipe As…</source>
        <translation>レシピに名前を付けて保存(&amp;S)…</translation>
    </message>
    <message>
        <source>&amp;Compare with a Recipe…</source>
        <translation>レシピと比較(&amp;C)…</translation>
    </message>
    <message>
        <source>&amp;Name and Calibration…</source>
        <translation>名前とキャリブレーション(&amp;N)…</translation>
    </message>
    <message>
        <source>&amp;What If: Judge the History…</source>
        <translation>仮定判定 (What-if): 履歴を判定(&amp;W)…</translation>
    </message>
    <message>
        <source>Fine-&amp;Tune…</source>
        <translation>ファインチューニング(&amp;T)…</translation>
    </message>
    <message>
        <source>&amp;Evaluate…</source>
        <translation>評価(&amp;E)…</translation>
    </message>
    <message>
        <source>Repor&amp;t…</source>
        <translation>レポート(&amp;T)…</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>エクスポート(&amp;E)…</translation>
    </message>
    <message>
        <source>C&amp;heck a Report…</source>
        <translation>レポートを検証(&amp;H)…</translation>
    </message>
    <message>
        <source>&amp;Live…</source>
        <translation>ライブ(&amp;L)…</translation>
    </message>
    <message>
        <source>Watch a camera, a stream, a video or a folder (%1)</source>
        <translation>カメラ、ストリーム、動画、フォルダーを監視 (%1)</translation>
    </message>
    <message>
        <source>Li&amp;ve Log…</source>
        <translation>ライブログ(&amp;V)…</translation>
    </message>
    <message>
        <source>What the live view has judged (%1)</source>
        <translation>ライブ表示でこれまでに判定した内容 (%1)</translation>
    </message>
    <message>
        <source>All &amp;Shown Really Good</source>
        <translation>表示中の全部品: 実際は良品(&amp;S)</translation>
    </message>
    <message>
        <source>All S&amp;hown Really Defective</source>
        <translation>表示中の全部品: 実際は不良品(&amp;H)</translation>
    </message>
    <message>
        <source>All Sho&amp;wn Really Unknown</source>
        <translation>表示中の全部品: 実際は不明(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;Gauge Study…</source>
        <translation>測定システム分析(&amp;G)…</translation>
    </message>
    <message>
        <source>Rul&amp;er</source>
        <translation>ルーラー(&amp;E)</translation>
    </message>
    <message>
        <source>Measure on the picture, and calibrate by a known length (M)</source>
        <translation>画像上で測定し、既知の長さでキャリブレーション (M)</translation>
    </message>
    <message>
        <source>Scale &amp;Bar</source>
        <translation>スケールバー(&amp;B)</translation>
    </message>
    <message>
        <source>Calibrate by the &amp;Ruler…</source>
        <translation>ルーラーでキャリブレーション(&amp;R)…</translation>
    </message>
    <message>
        <source>&amp;Blind Review…</source>
        <translation>ブラインドレビュー(&amp;B)…</translation>
    </message>
    <message>
        <source>Lab&amp;el Next…</source>
        <translation>次にラベル付け(&amp;E)…</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>ライブ</translation>
    </message>
    <message>
        <source>Calibrate by a Chec&amp;kerboard…</source>
        <translation>チェッカーボードでキャリブレーション(&amp;K)…</translation>
    </message>
    <message>
        <source>Li&amp;mit Samples…</source>
        <translation>限度見本(&amp;M)…</translation>
    </message>
</context>
<context>
    <name>app::MainWindow</name>
    <message>
        <source>Looking for images…</source>
        <translation>画像を探しています…</translation>
    </message>
    <message numerus="yes">
        <source>%n folder(s) can&apos;t be read: %1</source>
        <translation>
            <numerusform>フォルダー%n個を読み込めません: %1</numerusform>
        </translation>
    </message>
    <message>
        <source>No images here</source>
        <translation>ここに画像はありません</translation>
    </message>
    <message>
        <source>“%1” holds no PNG, JPEG, BMP, TIFF or WebP image. Open another folder, or drop one here.</source>
        <translation>「%1」には PNG、JPEG、BMP、TIFF、WebP の画像がありません。別のフォルダーを開くか、ここにドロップしてください。</translation>
    </message>
    <message>
        <source>VCP-CLIP Workbench</source>
        <translation>VCP-CLIP Workbench</translation>
    </message>
    <message>
        <source>%1 – VCP-CLIP Workbench</source>
        <translation>%1 – VCP-CLIP Workbench</translation>
    </message>
    <message>
        <source>Open a Folder of Part Images</source>
        <translation>部品画像のフォルダーを開く</translation>
    </message>
    <message>
        <source>Open Part Images</source>
        <translation>部品画像を開く</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>スペース</translation>
    </message>
    <message>
        <source>Heat on or off; hold to peek</source>
        <translation>ヒートマップのオン/オフ（長押しで一時切り替え）</translation>
    </message>
    <message>
        <source>View</source>
        <translation>表示</translation>
    </message>
    <message>
        <source>Parts</source>
        <translation>部品</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>プログラム</translation>
    </message>
    <message>
        <source>About VCP-CLIP Workbench</source>
        <translation>VCP-CLIP Workbench について</translation>
    </message>
    <message>
        <source>&lt;h3&gt;VCP-CLIP Workbench %1&lt;/h3&gt;&lt;p&gt;Shows where a product that nobody trained for is defective: zero-shot segmentation of anomalies with VCP-CLIP, on this computer alone.&lt;/p&gt;&lt;p&gt;Free software under the GNU General Public License, version 3 or later.&lt;/p&gt;</source>
        <translation>&lt;h3&gt;VCP-CLIP Workbench %1&lt;/h3&gt;&lt;p&gt;学習したことのない製品のどこに欠陥があるかを表示します。VCP-CLIP によるゼロショット異常セグメンテーションを、このコンピューターだけで行います。&lt;/p&gt;&lt;p&gt;GNU General Public License バージョン 3 以降に基づくフリーソフトウェアです。&lt;/p&gt;</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>ファイル(&amp;F)</translation>
    </message>
    <message>
        <source>Open &amp;Recent</source>
        <translation>最近使った項目(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>編集(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>表示(&amp;V)</translation>
    </message>
    <message>
        <source>Heat Colour&amp;s</source>
        <translation>ヒートマップの配色(&amp;S)</translation>
    </message>
    <message>
        <source>P&amp;anels</source>
        <translation>パネル(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>テーマ(&amp;T)</translation>
    </message>
    <message>
        <source>Lan&amp;guage</source>
        <translation>言語(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;Inspect</source>
        <translation>検査(&amp;I)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>ヘルプ(&amp;H)</translation>
    </message>
    <message>
        <source>Tools</source>
        <translation>ツール</translation>
    </message>
    <message>
        <source>Verdict and Limits</source>
        <translation>判定としきい値</translation>
    </message>
    <message>
        <source>Defects</source>
        <translation>欠陥</translation>
    </message>
    <message>
        <source>Colours of the heat</source>
        <translation>ヒートマップの配色</translation>
    </message>
    <message>
        <source>Opacity</source>
        <translation>不透明度</translation>
    </message>
    <message>
        <source>Opacity of the heat ([ and ])</source>
        <translation>ヒートマップの不透明度（[ と ]）</translation>
    </message>
    <message>
        <source>Opacity of the heat</source>
        <translation>ヒートマップの不透明度</translation>
    </message>
    <message>
        <source>Inspecting</source>
        <translation>検査中</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>元に戻す(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>やり直す(&amp;R)</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>レビュー</translation>
    </message>
    <message>
        <source>&amp;Review</source>
        <translation>レビュー(&amp;R)</translation>
    </message>
    <message>
        <source>Re&amp;cipe</source>
        <translation>レシピ(&amp;C)</translation>
    </message>
    <message>
        <source>Recipe: limits, zones and golden parts of a product</source>
        <translation>レシピ: 製品のしきい値、ゾーン、ゴールデン部品</translation>
    </message>
    <message>
        <source>Zones</source>
        <translation>ゾーン</translation>
    </message>
    <message>
        <source>Statistics</source>
        <translation>統計</translation>
    </message>
    <message>
        <source>Every part shown is reviewed.</source>
        <translation>表示中の部品はすべてレビュー済みです。</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Back to the plain picture, step by step</source>
        <translation>元の画像表示へ一段ずつ戻る</translation>
    </message>
    <message numerus="yes">
        <source>%n part(s) labelled good.</source>
        <translation>
            <numerusform>部品%n個に良品のラベルを付けました。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n part(s) labelled defective.</source>
        <translation>
            <numerusform>部品%n個に不良品のラベルを付けました。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n part(s) without a label now.</source>
        <translation>
            <numerusform>部品%n個のラベルを外しました。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n are not inspected yet and stay as they are.</source>
        <translation>
            <numerusform>部品%n個はまだ検査されていないため、そのままです。</numerusform>
        </translation>
    </message>
    <message>
        <source>a training</source>
        <translation>学習</translation>
    </message>
    <message>
        <source>an evaluation</source>
        <translation>評価</translation>
    </message>
    <message>
        <source>a report</source>
        <translation>レポート</translation>
    </message>
    <message>
        <source>an export</source>
        <translation>エクスポート</translation>
    </message>
    <message>
        <source>Work is under way</source>
        <translation>処理が進行中です</translation>
    </message>
    <message>
        <source>Closing the window ends what is under way: %1.</source>
        <translation>ウィンドウを閉じると、進行中の処理が終了します: %1。</translation>
    </message>
    <message>
        <source>Press “Cancel” to let it finish, or close without it.</source>
        <translation>完了させるには「キャンセル」を押してください。待たずに閉じることもできます。</translation>
    </message>
    <message>
        <source>Close Anyway</source>
        <translation>このまま閉じる</translation>
    </message>
    <message>
        <source>Recipe: locked</source>
        <translation>レシピ: ロック中</translation>
    </message>
</context>
<context>
    <name>app::ModelDetails</name>
    <message>
        <source>Details of the model</source>
        <translation>モデルの詳細</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>コピー</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1、%2</translation>
    </message>
    <message>
        <source>Copy the SHA-256 of %1</source>
        <translation>%1 の SHA-256 をコピー</translation>
    </message>
    <message>
        <source>%1 px, %2 × %2 patches</source>
        <translation>%1 px、%2 × %2 パッチ</translation>
    </message>
    <message>
        <source>Copy the folder&apos;s path</source>
        <translation>フォルダーのパスをコピー</translation>
    </message>
    <message>
        <source>SHA-256: not recorded</source>
        <translation>SHA-256: 記録なし</translation>
    </message>
    <message>
        <source>SHA-256: %1</source>
        <translation>SHA-256: %1</translation>
    </message>
    <message>
        <source>CLIP weights</source>
        <translation>CLIP の重み</translation>
    </message>
    <message>
        <source>VCP weights</source>
        <translation>VCP の重み</translation>
    </message>
    <message>
        <source>Image size</source>
        <translation>画像サイズ</translation>
    </message>
    <message>
        <source>Tapped layers</source>
        <translation>抽出層</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>フォルダー</translation>
    </message>
</context>
<context>
    <name>app::ModelDialog</name>
    <message>
        <source>Models</source>
        <translation>モデル</translation>
    </message>
    <message>
        <source>&amp;Models:</source>
        <translation>モデル(&amp;M):</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>削除</translation>
    </message>
    <message>
        <source>Loading the model</source>
        <translation>モデルを読み込み中</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自動</translation>
    </message>
    <message>
        <source>&amp;Device:</source>
        <translation>デバイス(&amp;D):</translation>
    </message>
    <message>
        <source>&amp;Precision:</source>
        <translation>精度(&amp;P):</translation>
    </message>
    <message>
        <source>&amp;Import…</source>
        <translation>インポート(&amp;I)…</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>削除(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Use model</source>
        <translation>モデルを使用(&amp;U)</translation>
    </message>
    <message>
        <source>Automatic (%1)</source>
        <translation>自動（%1）</translation>
    </message>
    <message>
        <source>CPU</source>
        <translation>CPU</translation>
    </message>
    <message>
        <source>CUDA %1: %2</source>
        <translation>CUDA %1: %2</translation>
    </message>
    <message>
        <source>No model is here yet. Import makes one of two weight files: a CLIP and the VCP weights trained for it.</source>
        <translation>ここにはまだモデルがありません。インポートでは、CLIP とそれに合わせて学習された VCP の2つの重みファイルからモデルを作成します。</translation>
    </message>
    <message>
        <source>Looking for models…</source>
        <translation>モデルを探しています…</translation>
    </message>
    <message>
        <source>Models outside your own library can&apos;t be removed here.</source>
        <translation>自分のライブラリにないモデルは、ここでは削除できません。</translation>
    </message>
    <message>
        <source>The model in use can&apos;t be removed. Use another one first.</source>
        <translation>使用中のモデルは削除できません。先に別のモデルに切り替えてください。</translation>
    </message>
    <message>
        <source>Remove a model</source>
        <translation>モデルの削除</translation>
    </message>
    <message>
        <source>Remove the model “%1” with its files?</source>
        <translation>モデル「%1」をファイルごと削除しますか?</translation>
    </message>
    <message>
        <source>Its folder goes to the trash where there is one, and is deleted otherwise.</source>
        <translation>フォルダーはごみ箱に移動されます。ごみ箱がない場合は削除されます。</translation>
    </message>
    <message>
        <source>The folder %1 could not be removed. It may belong to somebody else.</source>
        <translation>フォルダー %1 を削除できませんでした。ほかのユーザーのものである可能性があります。</translation>
    </message>
    <message>
        <source>Input &amp;size:</source>
        <translation>入力サイズ(&amp;S):</translation>
    </message>
</context>
<context>
    <name>app::ModelImport</name>
    <message>
        <source>There is not enough room in %1: the model needs %2, and %3 are free. Make room or remove a model that is no longer used.</source>
        <translation>%1 の空き容量が足りません。モデルには%2必要ですが、空きは%3です。空きを増やすか、使わなくなったモデルを削除してください。</translation>
    </message>
    <message>
        <source>Another window is importing a model. Try again when it has finished.</source>
        <translation>別のウィンドウでモデルをインポートしています。終わってからもう一度お試しください。</translation>
    </message>
</context>
<context>
    <name>app::ModelImportDialog</name>
    <message>
        <source>%1, %2.</source>
        <translation>%1、%2。</translation>
    </message>
    <message>
        <source>%1
SHA-256: being computed…</source>
        <translation>%1
SHA-256: 計算しています…</translation>
    </message>
    <message>
        <source>%1
SHA-256: %2
%3</source>
        <translation>%1
SHA-256: %2
%3</translation>
    </message>
    <message>
        <source>Import a model</source>
        <translation>モデルのインポート</translation>
    </message>
    <message>
        <source>A model is made of two weight files: a CLIP, such as ViT-L-14-336px.pt, and the VCP weights that were trained for it, such as train_visa.pth. Both are checked before anything is copied.</source>
        <translation>モデルは2つの重みファイルからなります。CLIP（例: ViT-L-14-336px.pt）と、それに合わせて学習された VCP の重み（例: train_visa.pth）です。コピーの前に両方を確認します。</translation>
    </message>
    <message>
        <source>CLIP weights</source>
        <translation>CLIP の重み</translation>
    </message>
    <message>
        <source>VCP weights</source>
        <translation>VCP の重み</translation>
    </message>
    <message>
        <source> px</source>
        <translation> px</translation>
    </message>
    <message>
        <source>&amp;CLIP weights:</source>
        <translation>CLIP の重み(&amp;C):</translation>
    </message>
    <message>
        <source>&amp;VCP weights:</source>
        <translation>VCP の重み(&amp;V):</translation>
    </message>
    <message>
        <source>&amp;Name:</source>
        <translation>名前(&amp;N):</translation>
    </message>
    <message>
        <source>Image &amp;size:</source>
        <translation>画像サイズ(&amp;S):</translation>
    </message>
    <message>
        <source>Tapped &amp;layers:</source>
        <translation>抽出層(&amp;L):</translation>
    </message>
    <message>
        <source>&amp;Import</source>
        <translation>インポート(&amp;I)</translation>
    </message>
    <message>
        <source>Computing SHA-256 of both files…</source>
        <translation>両ファイルの SHA-256 を計算しています…</translation>
    </message>
    <message>
        <source>Opening both files…</source>
        <translation>両ファイルを開いています…</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自動</translation>
    </message>
    <message>
        <source>Automatic: %1</source>
        <translation>自動: %1</translation>
    </message>
    <message>
        <source>CLIP: %1</source>
        <translation>CLIP: %1</translation>
    </message>
    <message>
        <source>VCP: %1</source>
        <translation>VCP: %1</translation>
    </message>
    <message>
        <source>Tapped layers are whole numbers with commas between them, such as 6, 12, 18, 24.</source>
        <translation>抽出層は、6, 12, 18, 24 のように整数をコンマで区切って指定します。</translation>
    </message>
    <message>
        <source>The two files belong together.</source>
        <translation>2つのファイルは対応しています。</translation>
    </message>
    <message>
        <source>Copying both files to the library…</source>
        <translation>両ファイルをライブラリにコピーしています…</translation>
    </message>
</context>
<context>
    <name>app::ModelListModel</name>
    <message>
        <source>Can&apos;t be used</source>
        <translation>使用不可</translation>
    </message>
    <message>
        <source>%1, %2, in use</source>
        <translation>%1、%2、使用中</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1、%2</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>使用中</translation>
    </message>
</context>
<context>
    <name>app::ModelPresenter</name>
    <message>
        <source>Loading %1…</source>
        <translation>%1 を読み込み中…</translation>
    </message>
    <message>
        <source>The model can&apos;t be used</source>
        <translation>モデルを使用できません</translation>
    </message>
    <message>
        <source>The model used so far stays in use.</source>
        <translation>これまでのモデルを引き続き使用します。</translation>
    </message>
    <message>
        <source>Choose another model to inspect parts.</source>
        <translation>部品を検査するには、別のモデルを選択してください。</translation>
    </message>
    <message>
        <source>Choose a Model…</source>
        <translation>モデルを選択…</translation>
    </message>
    <message>
        <source>Loading %1… %2 %</source>
        <translation>%1 を読み込み中… %2 %</translation>
    </message>
    <message>
        <source>No model</source>
        <translation>モデルなし</translation>
    </message>
    <message>
        <source>CPU</source>
        <translation>CPU</translation>
    </message>
    <message>
        <source>%1 ms per image</source>
        <translation>画像1枚あたり %1 ms</translation>
    </message>
    <message>
        <source>Slow: LibTorch runs on the reference BLAS. Install libopenblas0-openmp.</source>
        <translation>低速です: LibTorch がリファレンス BLAS で動作しています。libopenblas0-openmp をインストールしてください。</translation>
    </message>
    <message>
        <source>The bundled model is used instead; its verdicts may differ.</source>
        <translation>代わりに同梱モデルを使用します。判定が異なる場合があります。</translation>
    </message>
    <message>
        <source>The model runs on what this computer has instead.</source>
        <translation>モデルは代わりにこのコンピューターで使えるデバイスで動作します。</translation>
    </message>
    <message>
        <source>%1, within %2 of float32</source>
        <translation>%1、float32 との差 %2 以内</translation>
    </message>
    <message>
        <source>Maps in %1 differ from float32 by up to %2: choose float32 under Models.</source>
        <translation>%1 のマップは float32 との差が最大 %2 あります。「モデル」で float32 を選択してください。</translation>
    </message>
</context>
<context>
    <name>app::OutputSection</name>
    <message>
        <source>Verdicts:</source>
        <translation>判定:</translation>
    </message>
    <message>
        <source>%1: verdicts</source>
        <translation>%1: 判定</translation>
    </message>
    <message>
        <source>%1: what is missing</source>
        <translation>%1: 不足しているもの</translation>
    </message>
    <message>
        <source>%1: outcome of the test</source>
        <translation>%1: テスト結果</translation>
    </message>
    <message>
        <source>%1: state</source>
        <translation>%1: 状態</translation>
    </message>
    <message>
        <source>All</source>
        <translation>すべて</translation>
    </message>
    <message>
        <source>Fails and reviews</source>
        <translation>不合格と要確認</translation>
    </message>
    <message>
        <source>Fails only</source>
        <translation>不合格のみ</translation>
    </message>
    <message>
        <source>A part that could not be judged is always told: silence would be taken for a pass.</source>
        <translation>判定できなかった部品は常に通知されます。通知がないと合格とみなされてしまうためです。</translation>
    </message>
    <message>
        <source>%1: on</source>
        <comment>an output</comment>
        <translation>%1: オン</translation>
    </message>
</context>
<context>
    <name>app::OutputSettingsForm</name>
    <message>
        <source>Trying…</source>
        <translation>試しています…</translation>
    </message>
    <message>
        <source>The table can be written.</source>
        <translation>表に書き込めます。</translation>
    </message>
    <message>
        <source>The test message was taken.</source>
        <translation>テストメッセージが受け付けられました。</translation>
    </message>
    <message>
        <source>Table (CSV)</source>
        <translation>表 (CSV)</translation>
    </message>
    <message>
        <source>Append each verdict to a file</source>
        <translation>各判定をファイルに追記</translation>
    </message>
    <message>
        <source>Try the file</source>
        <translation>ファイルを試す</translation>
    </message>
    <message>
        <source>Webhook</source>
        <translation>Webhook</translation>
    </message>
    <message>
        <source>Post each verdict to an address</source>
        <translation>各判定をアドレスに送信</translation>
    </message>
    <message>
        <source>Send a test message</source>
        <translation>テストメッセージを送信</translation>
    </message>
    <message>
        <source>MQTT</source>
        <translation>MQTT</translation>
    </message>
    <message>
        <source>Publish each verdict to a broker</source>
        <translation>各判定をブローカーに配信</translation>
    </message>
    <message>
        <source>File:</source>
        <translation>ファイル:</translation>
    </message>
    <message>
        <source>table of verdicts</source>
        <translation>判定の表</translation>
    </message>
    <message>
        <source>Tables (*.csv);;All files (*)</source>
        <translation>表 (*.csv);;すべてのファイル (*)</translation>
    </message>
    <message>
        <source>Address:</source>
        <translation>アドレス:</translation>
    </message>
    <message>
        <source>Token:</source>
        <translation>トークン:</translation>
    </message>
    <message>
        <source>Topic:</source>
        <translation>トピック:</translation>
    </message>
    <message>
        <source>User:</source>
        <translation>ユーザー:</translation>
    </message>
    <message>
        <source>Password:</source>
        <translation>パスワード:</translation>
    </message>
    <message>
        <source>Address of the webhook</source>
        <translation>Webhook のアドレス</translation>
    </message>
    <message>
        <source>None; never kept on disk</source>
        <translation>なし（ディスクには保存されません）</translation>
    </message>
    <message>
        <source>Token of the webhook</source>
        <translation>Webhook のトークン</translation>
    </message>
    <message>
        <source>Sent as “Authorization: Bearer”. It lasts as long as the program runs.</source>
        <translation>「Authorization: Bearer」として送信されます。プログラムの実行中のみ有効です。</translation>
    </message>
    <message>
        <source>Address of the broker</source>
        <translation>ブローカーのアドレス</translation>
    </message>
    <message>
        <source>mqtts:// encrypts.</source>
        <translation>mqtts:// は暗号化されます。</translation>
    </message>
    <message>
        <source>Topic on the broker</source>
        <translation>ブローカーのトピック</translation>
    </message>
    <message>
        <source>None</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>User on the broker</source>
        <translation>ブローカーのユーザー</translation>
    </message>
    <message>
        <source>Password on the broker</source>
        <translation>ブローカーのパスワード</translation>
    </message>
    <message>
        <source>It lasts as long as the program runs.</source>
        <translation>プログラムの実行中のみ有効です。</translation>
    </message>
</context>
<context>
    <name>app::PlcForm</name>
    <message>
        <source>Let a PLC ask for verdicts (Modbus TCP)</source>
        <translation>PLC からの判定要求を受ける (Modbus TCP)</translation>
    </message>
    <message>
        <source>Listen at:</source>
        <translation>待ち受け:</translation>
    </message>
    <message>
        <source>Address of this computer and port. 0.0.0.0 is each of its networks, 127.0.0.1 itself alone.</source>
        <translation>このコンピューターのアドレスとポート。0.0.0.0 はすべてのネットワーク、127.0.0.1 はこのコンピューターだけです。</translation>
    </message>
    <message>
        <source>PLC&apos;s address:</source>
        <translation>PLC のアドレス:</translation>
    </message>
    <message>
        <source>Any</source>
        <translation>すべて</translation>
    </message>
    <message>
        <source>Modbus knows no passwords: whoever reaches this computer can ask, unless there is an address here.</source>
        <translation>Modbus にはパスワードがありません。ここにアドレスを入れない限り、このコンピューターに届く誰でも要求できます。</translation>
    </message>
    <message>
        <source>Verdict within:</source>
        <translation>判定の制限時間:</translation>
    </message>
    <message>
        <source> s</source>
        <translation> s</translation>
    </message>
    <message>
        <source>A part that was asked for and isn&apos;t judged by then has no verdict; what comes later isn&apos;t told.</source>
        <translation>要求された部品がそれまでに判定されなければ判定なしになります。その後の結果は通知されません。</translation>
    </message>
    <message>
        <source>It acknowledges each verdict</source>
        <translation>PLC が判定ごとに確認応答する</translation>
    </message>
    <message>
        <source>A verdict stays until the PLC has acknowledged it, and no part is taken before. Otherwise it stays until the next one.</source>
        <translation>判定は PLC が確認応答するまで保持され、それまで次の部品は受け付けません。オフの場合は次の判定まで保持されます。</translation>
    </message>
    <message>
        <source>What is missing for the PLC</source>
        <translation>PLC に足りないもの</translation>
    </message>
    <message>
        <source>State of the link to the PLC</source>
        <translation>PLC との接続の状態</translation>
    </message>
    <message>
        <source>Registers…</source>
        <translation>レジスター…</translation>
    </message>
    <message>
        <source>Recipes:</source>
        <translation>レシピ:</translation>
    </message>
    <message>
        <source>Recipes for the PLC</source>
        <translation>PLC 用のレシピ</translation>
    </message>
    <message>
        <source>It chooses none</source>
        <translation>PLC は選択しない</translation>
    </message>
    <message>
        <source>A folder. The PLC chooses a recipe by the number that its file&apos;s name begins with: 3 is “3 Gear A.json”.</source>
        <translation>フォルダーです。PLC はファイル名の先頭の番号でレシピを選びます。3 は「3 Gear A.json」です。</translation>
    </message>
</context>
<context>
    <name>app::PlcRegisterDialog</name>
    <message>
        <source>Registers for the PLC</source>
        <translation>PLC 用レジスター</translation>
    </message>
    <message>
        <source>Holding and input registers alike, counted from 0; all can be read by one request. Numbers of two registers have the high word first, floats are IEEE 754. The control word is written, as register 0 or as coils, and the recipe, as register 116; the status word can be read as discrete inputs, too.</source>
        <translation>保持レジスターと入力レジスターは同じ内容で、0 から数えます。1 回の要求ですべて読み取れます。2 レジスターの数値は上位ワードが先で、浮動小数点数は IEEE 754 です。書き込めるのは制御ワード（レジスター 0 またはコイル）とレシピ（レジスター 116）です。ステータスワードはディスクリート入力としても読み取れます。</translation>
    </message>
</context>
<context>
    <name>app::PlcRegisterModel</name>
    <message>
        <source>Address</source>
        <translation>アドレス</translation>
    </message>
    <message>
        <source>Register</source>
        <translation>レジスター</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>値</translation>
    </message>
</context>
<context>
    <name>app::PositionPresenter</name>
    <message>
        <source>This part can&apos;t become the reference. %1</source>
        <translation>この部品は基準にできません。%1</translation>
    </message>
    <message>
        <source>This part can&apos;t become the reference: what that takes was not kept when it was inspected. Inspect it again.</source>
        <translation>この部品は基準にできません。必要なデータが検査時に保存されていませんでした。もう一度検査してください。</translation>
    </message>
    <message>
        <source>This part has not become the reference: the recipe is another one meanwhile. Take it again.</source>
        <translation>この部品は基準になりませんでした。その間にレシピが変わっています。もう一度指定してください。</translation>
    </message>
    <message numerus="yes">
        <source>%n area(s) lay outside of this part&apos;s picture and are gone: undo brings them back.</source>
        <translation>
            <numerusform>ゾーンや対象外領域%n個がこの部品の画像の外にあったため、削除されました。「元に戻す」で復元できます。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>app::ProductTicks</name>
    <message>
        <source>All &amp;products</source>
        <translation>すべての製品(&amp;P)</translation>
    </message>
    <message>
        <source>Products</source>
        <translation>製品</translation>
    </message>
</context>
<context>
    <name>app::RecipeKeeper</name>
    <message>
        <source>opening of %1</source>
        <translation>%1 を開く操作</translation>
    </message>
</context>
<context>
    <name>app::RecipePresenter</name>
    <message>
        <source>Recipes (*.json);;All files (*)</source>
        <translation>レシピ (*.json);;すべてのファイル (*)</translation>
    </message>
    <message>
        <source>The recipe can&apos;t be saved. %1 It stays as it is here and is saved as soon as it works.</source>
        <translation>レシピを保存できません。%1レシピはここではそのまま残り、保存できるようになり次第、保存されます。</translation>
    </message>
    <message>
        <source>A kept recipe isn&apos;t taken. %1</source>
        <translation>保存されていたレシピは採用されませんでした。%1</translation>
    </message>
    <message>
        <source>Recipe without a name</source>
        <translation>名前のないレシピ</translation>
    </message>
    <message>
        <source>Nothing has changed.</source>
        <translation>変更はありません。</translation>
    </message>
    <message>
        <source>Open a Recipe</source>
        <translation>レシピを開く</translation>
    </message>
    <message>
        <source>The recipe can&apos;t be used</source>
        <translation>レシピを使用できません</translation>
    </message>
    <message>
        <source>recipe</source>
        <translation>レシピ</translation>
    </message>
    <message>
        <source>Save the Recipe</source>
        <translation>レシピの保存</translation>
    </message>
    <message>
        <source>The recipe can&apos;t be saved</source>
        <translation>レシピを保存できません</translation>
    </message>
    <message>
        <source>Compare with a Recipe</source>
        <translation>レシピと比較</translation>
    </message>
    <message>
        <source>The recipe can&apos;t be read</source>
        <translation>レシピを読み込めません</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>ほか%n件</numerusform>
        </translation>
    </message>
    <message>
        <source>Golden parts would change: %1. The recipe isn&apos;t saved until you say why.</source>
        <translation>ゴールデン部品の判定が変わります: %1。理由を入力するまでレシピは保存されません。</translation>
    </message>
    <message>
        <source>Give a Reason…</source>
        <translation>理由を入力…</translation>
    </message>
    <message>
        <source>It lies now at “%1”, nothing was deleted.</source>
        <translation>現在は「%1」にあり、何も削除されていません。</translation>
    </message>
    <message>
        <source>The recipe isn&apos;t saved</source>
        <translation>レシピが保存されていません</translation>
    </message>
    <message>
        <source>The last changes of the recipe are in no file.</source>
        <translation>レシピの最後の変更がどのファイルにも保存されていません。</translation>
    </message>
    <message>
        <source>Cancel and make room on the disk, or save the recipe as another file; or close without the changes.</source>
        <translation>キャンセルしてディスクの空きを増やすか、レシピを別のファイルに保存してください。または、変更を保存せずに閉じてください。</translation>
    </message>
    <message>
        <source>Close Anyway</source>
        <translation>このまま閉じる</translation>
    </message>
    <message>
        <source>Back to the Saved Recipe</source>
        <translation>保存済みのレシピに戻す</translation>
    </message>
    <message>
        <source>Golden parts can&apos;t be checked, the history holds nothing of them for this model: %1. The recipe is saved without asking them. Inspect them again to have them checked.</source>
        <translation>ゴールデン部品を確認できません。このモデルでの記録が履歴にありません: %1。レシピはこれらを確認せずに保存されました。確認するには、もう一度検査してください。</translation>
    </message>
    <message>
        <source>The chosen recipe can&apos;t be used: one without a name is in use instead. %1</source>
        <translation>選択したレシピは使えません。代わりに名前のないレシピを使っています。%1</translation>
    </message>
    <message>
        <source>The chosen recipe can&apos;t be used: “%1” is in use instead. %2</source>
        <translation>選択したレシピは使えません。代わりに「%1」を使っています。%2</translation>
    </message>
    <message>
        <source>Name and calibration stay as they are: another recipe is in use now.</source>
        <translation>名前とキャリブレーションは変更されません。今は別のレシピを使っています。</translation>
    </message>
    <message>
        <source>The reason wasn&apos;t taken: other golden parts would change now.</source>
        <translation>理由は適用されませんでした。今は別のゴールデン部品が変わります。</translation>
    </message>
    <message>
        <source>This recipe has changes that wait for a reason. Unlock the desk to open it.</source>
        <translation>このレシピには、理由を待っている変更があります。開くには作業台のロックを解除してください。</translation>
    </message>
</context>
<context>
    <name>app::RecordingForm</name>
    <message>
        <source>Folder for recordings</source>
        <translation>記録用フォルダー</translation>
    </message>
    <message>
        <source>Choose a folder: no picture is kept without one.</source>
        <translation>フォルダーを選択してください。フォルダーがないと画像は保存されません。</translation>
    </message>
    <message>
        <source>The disk is nearly full: recording waits until more is free.</source>
        <translation>ディスクの空きがほとんどありません。空きが増えるまで記録を待ちます。</translation>
    </message>
    <message>
        <source>Recorded: %1 · on disk: %2</source>
        <translation>記録済み: %1 · ディスク使用量: %2</translation>
    </message>
    <message>
        <source>Oldest removed to keep the limits: %1</source>
        <translation>上限を守るために削除した古い記録: %1</translation>
    </message>
    <message>
        <source>Not recorded: %1 pictures, %2 frames around them</source>
        <translation>未記録: 画像%1枚、前後のフレーム%2枚</translation>
    </message>
    <message>
        <source>&amp;Record:</source>
        <translation>記録対象(&amp;R):</translation>
    </message>
    <message>
        <source>Frames &amp;before:</source>
        <translation>前のフレーム(&amp;B):</translation>
    </message>
    <message>
        <source>Frames &amp;after:</source>
        <translation>後のフレーム(&amp;A):</translation>
    </message>
    <message>
        <source>At &amp;most:</source>
        <translation>最大容量(&amp;M):</translation>
    </message>
    <message>
        <source>&amp;Keep for:</source>
        <translation>保存期間(&amp;K):</translation>
    </message>
    <message>
        <source>F&amp;older:</source>
        <translation>フォルダー(&amp;O):</translation>
    </message>
    <message>
        <source>No folder</source>
        <translation>フォルダーなし</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>記録しない</translation>
    </message>
    <message>
        <source>Failed parts</source>
        <translation>不合格の部品</translation>
    </message>
    <message>
        <source>Failed parts and reviews</source>
        <translation>不合格と要確認の部品</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>すべて</translation>
    </message>
    <message>
        <source>none</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>Frames that came before the judged one are kept beside it.</source>
        <translation>判定したフレームの前のフレームも一緒に保存されます。</translation>
    </message>
    <message>
        <source>Frames that come after the judged one are kept beside it.</source>
        <translation>判定したフレームの後のフレームも一緒に保存されます。</translation>
    </message>
    <message>
        <source> GB</source>
        <translation> GB</translation>
    </message>
    <message>
        <source>Beyond that the oldest recordings are removed.</source>
        <translation>これを超えると、最も古い記録から削除されます。</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>無制限</translation>
    </message>
    <message>
        <source> days</source>
        <translation> 日</translation>
    </message>
    <message>
        <source>Older recordings are removed.</source>
        <translation>これより古い記録は削除されます。</translation>
    </message>
    <message>
        <source>State of the recording</source>
        <translation>記録の状態</translation>
    </message>
    <message>
        <source>O&amp;pen Recordings</source>
        <translation>記録を開く(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Show in File Manager</source>
        <translation>ファイルマネージャーで表示(&amp;S)</translation>
    </message>
    <message>
        <source>The limit leaves no room for a picture: raise it, or choose another folder.</source>
        <translation>上限により画像 1 枚分の空きもありません。上限を上げるか、別のフォルダーを選択してください。</translation>
    </message>
    <message>
        <source>Verdicts that are not in the history, because too many waited: %1</source>
        <translation>待ちが多すぎて履歴に残せなかった判定の数: %1</translation>
    </message>
</context>
<context>
    <name>app::ReportChecker</name>
    <message>
        <source>Check a Report</source>
        <translation>レポートの検証</translation>
    </message>
    <message>
        <source>Reports (*.pdf)</source>
        <translation>レポート (*.pdf)</translation>
    </message>
    <message numerus="yes">
        <source>Made %1 by %2, %n part(s).</source>
        <translation>
            <numerusform>%1 に %2 で作成、部品%n個。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>… and %n more</source>
        <translation>
            <numerusform>… ほか%n件</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing in it was changed since it was sealed.</source>
        <translation>シールされてから、内容は変更されていません。</translation>
    </message>
    <message>
        <source>The review log of this computer still holds every entry.</source>
        <translation>このコンピューターのレビュー記録には、すべての項目が残っています。</translation>
    </message>
    <message>
        <source>Its images were not looked at: “vcp-inspect verify --images FOLDER” compares and inspects them again.</source>
        <translation>画像は確認していません。「vcp-inspect verify --images FOLDER」で画像を比較し、再検査できます。</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>レポート</translation>
    </message>
    <message>
        <source>“%1” is as it was sealed.</source>
        <translation>「%1」はシールされたときのままです。</translation>
    </message>
    <message>
        <source>“%1” is not as it was sealed.</source>
        <translation>「%1」はシールされたときと異なります。</translation>
    </message>
    <message>
        <source>Nothing was found changed in “%1”, but not all of it could be checked.</source>
        <translation>「%1」に変更は見つかりませんでしたが、すべてを検証することはできませんでした。</translation>
    </message>
    <message>
        <source>“%1” could not be checked.</source>
        <translation>「%1」を検証できませんでした。</translation>
    </message>
</context>
<context>
    <name>app::ReportDialog</name>
    <message>
        <source>Writing page %1 of %2…</source>
        <translation>%1/%2ページを書き込んでいます…</translation>
    </message>
    <message>
        <source>Laying out the pages…</source>
        <translation>ページをレイアウトしています…</translation>
    </message>
    <message>
        <source> of %1</source>
        <translation> / %1</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>レポート</translation>
    </message>
    <message>
        <source>What was inspected</source>
        <translation>検査の内容</translation>
    </message>
    <message>
        <source>What the report shows</source>
        <translation>レポートの内容</translation>
    </message>
    <message>
        <source>What stays here</source>
        <translation>レポートに含めない内容</translation>
    </message>
    <message>
        <source>&amp;Product</source>
        <translation>製品(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Lot</source>
        <translation>ロット(&amp;L)</translation>
    </message>
    <message>
        <source>S&amp;tation</source>
        <translation>ステーション(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Operator</source>
        <translation>作業者(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Notes</source>
        <translation>メモ(&amp;N)</translation>
    </message>
    <message>
        <source>Te&amp;mplate</source>
        <translation>テンプレート(&amp;M)</translation>
    </message>
    <message>
        <source>P&amp;ictures of</source>
        <translation>画像の対象(&amp;I)</translation>
    </message>
    <message>
        <source>Per p&amp;age</source>
        <translation>1ページあたり(&amp;A)</translation>
    </message>
    <message>
        <source>Pape&amp;r</source>
        <translation>用紙(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Header text</source>
        <translation>ヘッダー文字列(&amp;H)</translation>
    </message>
    <message>
        <source>Lo&amp;go</source>
        <translation>ロゴ(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;File names</source>
        <translation>ファイル名(&amp;F)</translation>
    </message>
    <message>
        <source>logo</source>
        <translation>ロゴ</translation>
    </message>
    <message>
        <source>Remove Logo</source>
        <translation>ロゴを削除</translation>
    </message>
    <message>
        <source>Logo</source>
        <translation>ロゴ</translation>
    </message>
    <message>
        <source>Leave out &amp;dates of the files</source>
        <translation>ファイルの日付を含めない(&amp;D)</translation>
    </message>
    <message>
        <source>Leave out names of peopl&amp;e</source>
        <translation>人名を含めない(&amp;E)</translation>
    </message>
    <message>
        <source>The entries of the review log hold names and are sealed with them: they are left out as a whole.</source>
        <translation>レビュー記録の項目には名前が含まれ、名前ごとシールされているため、項目全体を省きます。</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>プレビュー</translation>
    </message>
    <message>
        <source>Previous page (Page Up)</source>
        <translation>前のページ (Page Up)</translation>
    </message>
    <message>
        <source>Next page (Page Down)</source>
        <translation>次のページ (Page Down)</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>ページ</translation>
    </message>
    <message>
        <source>Whole page (F)</source>
        <translation>ページ全体 (F)</translation>
    </message>
    <message>
        <source>Size on paper (1)</source>
        <translation>用紙上の実寸 (1)</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>キャンセル(&amp;C)</translation>
    </message>
    <message>
        <source>Open Report</source>
        <translation>レポートを開く</translation>
    </message>
    <message>
        <source>Show in Folder</source>
        <translation>フォルダーで表示</translation>
    </message>
    <message>
        <source>&amp;Save PDF…</source>
        <translation>PDF を保存(&amp;S)…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>Short: without pictures</source>
        <translation>簡易: 画像なし</translation>
    </message>
    <message>
        <source>Full</source>
        <translation>詳細</translation>
    </message>
    <message>
        <source>Rejects only</source>
        <translation>不合格のみ</translation>
    </message>
    <message>
        <source>A4</source>
        <translation>A4</translation>
    </message>
    <message>
        <source>Letter</source>
        <translation>レター</translation>
    </message>
    <message>
        <source>One picture</source>
        <translation>画像1枚</translation>
    </message>
    <message>
        <source>Two pictures</source>
        <translation>画像2枚</translation>
    </message>
    <message>
        <source>As they are shown</source>
        <translation>表示どおり</translation>
    </message>
    <message>
        <source>Without folders</source>
        <translation>フォルダーなし</translation>
    </message>
    <message>
        <source>Numbers instead</source>
        <translation>代わりに番号</translation>
    </message>
    <message>
        <source>All parts</source>
        <translation>すべての部品</translation>
    </message>
    <message>
        <source>Parts that the filter shows</source>
        <translation>フィルターで表示中の部品</translation>
    </message>
    <message>
        <source>Review and fail</source>
        <translation>要確認と不合格</translation>
    </message>
    <message>
        <source>Fail only</source>
        <translation>不合格のみ</translation>
    </message>
</context>
<context>
    <name>app::ReportPresenter</name>
    <message>
        <source>Cancelled.</source>
        <translation>キャンセルしました。</translation>
    </message>
    <message>
        <source>There is nothing to report yet. Open a folder of part images first; the report says what was found in them.</source>
        <translation>レポートする内容がまだありません。先に部品画像のフォルダーを開いてください。レポートには、そこで検出された内容が記載されます。</translation>
    </message>
    <message>
        <source>No part is inspected yet. The report can be made as soon as the first one is.</source>
        <translation>検査済みの部品がまだありません。最初の部品の検査が終わると、レポートを作成できます。</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>レポート</translation>
    </message>
    <message>
        <source>No parts are open. Open a folder of part images.</source>
        <translation>部品が開かれていません。部品画像のフォルダーを開いてください。</translation>
    </message>
    <message>
        <source>No part is inspected yet.</source>
        <translation>検査済みの部品がまだありません。</translation>
    </message>
    <message numerus="yes">
        <source>%n part(s) aren&apos;t inspected yet: the report leaves them out.</source>
        <translation>
            <numerusform>部品%n個が未検査のため、レポートには含まれません。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n part(s) are still being judged under the present limits.</source>
        <translation>
            <numerusform>部品%n個を現在のしきい値で判定しています。</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 The report will say so.</source>
        <translation>%1レポートにもその旨が記載されます。</translation>
    </message>
    <message>
        <source>The review log can&apos;t be read, and the report leaves it out. %1</source>
        <translation>レビュー記録を読み込めないため、レポートには含まれません。%1</translation>
    </message>
    <message numerus="yes">
        <source>%n image file(s) with a picture in the report are gone, “%1” first: their pages will say so.</source>
        <translation>
            <numerusform>レポートに画像を載せる画像ファイル%n個が見つかりません（最初は「%1」）。該当ページにその旨が記載されます。</numerusform>
        </translation>
    </message>
    <message>
        <source>Save the Report</source>
        <translation>レポートの保存</translation>
    </message>
    <message>
        <source>PDF (*.pdf)</source>
        <translation>PDF (*.pdf)</translation>
    </message>
    <message>
        <source>There is nothing to report.</source>
        <translation>レポートする内容がありません。</translation>
    </message>
    <message>
        <source>Waiting until every part is judged under the present limits…</source>
        <translation>現在のしきい値で全部品の判定が終わるのを待っています…</translation>
    </message>
    <message>
        <source>Waiting for the review log…</source>
        <translation>レビュー記録を待っています…</translation>
    </message>
    <message numerus="yes">
        <source>Saved as “%1”, %n page(s).</source>
        <translation>
            <numerusform>「%1」として保存しました（%nページ）。</numerusform>
        </translation>
    </message>
    <message>
        <source>The review log couldn&apos;t be read, and the report leaves it out. %1</source>
        <translation>レビュー記録を読み込めなかったため、レポートには含まれません。%1</translation>
    </message>
    <message numerus="yes">
        <source>%n thing(s) said in reviews couldn&apos;t be written to the review log yet: the report&apos;s entries lack them.</source>
        <translation>
            <numerusform>レビュー内容%n件がまだレビュー記録に書き込めていないため、レポートの項目には含まれません。</numerusform>
        </translation>
    </message>
    <message>
        <source>No program is known that opens “%1”.</source>
        <translation>「%1」を開けるプログラムが見つかりません。</translation>
    </message>
    <message>
        <source>Nothing was saved: the parts, the model, the recipe or its tiles have changed meanwhile. Save the report again.</source>
        <translation>何も保存されませんでした。部品、モデル、レシピ、またはそのタイルが途中で変わりました。もう一度レポートを保存してください。</translation>
    </message>
</context>
<context>
    <name>app::ReviewDesk</name>
    <message>
        <source>overrule of %1</source>
        <translation>%1 の判定変更</translation>
    </message>
    <message>
        <source>acceptance of %1</source>
        <translation>%1 の承認</translation>
    </message>
    <message>
        <source>rejection of %1</source>
        <translation>%1 の却下</translation>
    </message>
    <message>
        <source>taking back the verdict on %1</source>
        <translation>%1 の判定の取り消し</translation>
    </message>
    <message numerus="yes">
        <source>label of %n part(s)</source>
        <translation>
            <numerusform>部品%n個のラベル付け</numerusform>
        </translation>
    </message>
    <message>
        <source>note on %1</source>
        <translation>%1 へのメモ</translation>
    </message>
    <message>
        <source>class of a region of %1</source>
        <translation>%1 の領域のクラス</translation>
    </message>
</context>
<context>
    <name>app::SettingField</name>
    <message>
        <source>as the camera is set</source>
        <translation>カメラの設定どおり</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <comment>as the camera is set (5,000 µs)</comment>
        <translation>%1（%2）</translation>
    </message>
</context>
<context>
    <name>app::SourceForm</name>
    <message>
        <source>It is in use. Stop it to test it or to choose another one.</source>
        <translation>使用中です。テストする場合や別の画像ソースを選択する場合は、停止してください。</translation>
    </message>
    <message>
        <source>Sour&amp;ce</source>
        <translation>画像ソース(&amp;C)</translation>
    </message>
    <message>
        <source>Where pictures come from</source>
        <translation>画像の取得元</translation>
    </message>
</context>
<context>
    <name>app::SourcePageFolder</name>
    <message>
        <source>&amp;Folder</source>
        <translation>フォルダー(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Looked at every</source>
        <translation>確認の間隔(&amp;L)</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>フォルダー</translation>
    </message>
    <message>
        <source>Drop a folder here</source>
        <translation>ここにフォルダーをドロップ</translation>
    </message>
    <message>
        <source> ms</source>
        <translation> ms</translation>
    </message>
    <message>
        <source>Also pictures &amp;already there</source>
        <translation>既存の画像も対象(&amp;A)</translation>
    </message>
    <message>
        <source>Each picture is judged once, when it has been written. Folders inside are not watched.</source>
        <translation>画像は書き込みが完了した時点で1回ずつ判定されます。サブフォルダーは監視しません。</translation>
    </message>
</context>
<context>
    <name>app::SourcePageGenicam</name>
    <message>
        <source>as the camera is set</source>
        <translation>カメラの設定どおり</translation>
    </message>
    <message>
        <source>C&amp;amera</source>
        <translation>カメラ(&amp;A)</translation>
    </message>
    <message>
        <source>Pi&amp;xel format</source>
        <translation>ピクセル形式(&amp;X)</translation>
    </message>
    <message>
        <source>&amp;Exposure</source>
        <translation>露光(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Gain</source>
        <translation>ゲイン(&amp;G)</translation>
    </message>
    <message>
        <source>Picture &amp;rate</source>
        <translation>フレームレート(&amp;R)</translation>
    </message>
    <message>
        <source>Pac&amp;ket size</source>
        <translation>パケットサイズ(&amp;K)</translation>
    </message>
    <message>
        <source>Tr&amp;igger</source>
        <translation>トリガー(&amp;I)</translation>
    </message>
    <message>
        <source>I&amp;nput</source>
        <translation>入力(&amp;N)</translation>
    </message>
    <message>
        <source>This program was built without Aravis, through which it speaks to GigE Vision and USB3 Vision cameras. Install the package libaravis-dev and build the program again.</source>
        <translation>このプログラムは Aravis なしでビルドされています。GigE Vision および USB3 Vision カメラとの通信には Aravis が必要です。パッケージ libaravis-dev をインストールし、プログラムをビルドし直してください。</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>カメラ</translation>
    </message>
    <message>
        <source>No industrial camera was found. Check its power and its cable. GigE Vision: camera and network interface have to be in the same network, and the firewall has to let it through. USB3 Vision: the user of this computer needs the right to use the device.</source>
        <translation>産業用カメラが見つかりません。電源とケーブルを確認してください。GigE Vision: カメラとネットワークインターフェイスが同じネットワークにあり、ファイアウォールが通信を許可している必要があります。USB3 Vision: このコンピューターのユーザーにデバイスの使用権限が必要です。</translation>
    </message>
    <message>
        <source> µs</source>
        <translation> µs</translation>
    </message>
    <message>
        <source> dB</source>
        <translation> dB</translation>
    </message>
    <message>
        <source> per s</source>
        <comment>of a number of pictures</comment>
        <translation> 枚/s</translation>
    </message>
    <message>
        <source> bytes</source>
        <translation> バイト</translation>
    </message>
    <message>
        <source>Of GigE Vision. A network interface with jumbo frames (MTU 9000) takes 8,000 and more; smaller ones where pictures get lost.</source>
        <translation>GigE Vision 用。ジャンボフレーム（MTU 9000）対応のネットワークインターフェイスでは 8,000 以上も可能です。画像が失われる場合は小さくしてください。</translation>
    </message>
    <message>
        <source>none: it runs freely</source>
        <translation>なし: フリーラン</translation>
    </message>
    <message>
        <source>an input of the camera</source>
        <translation>カメラの入力</translation>
    </message>
    <message>
        <source>the camera&apos;s first</source>
        <translation>カメラの最初の入力</translation>
    </message>
    <message>
        <source>a key or a PLC</source>
        <translation>キー、または PLC</translation>
    </message>
</context>
<context>
    <name>app::SourcePageStream</name>
    <message>
        <source>&amp;Address</source>
        <translation>アドレス(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Opens within</source>
        <translation>接続の制限時間(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Lost after</source>
        <translation>切断とみなす時間(&amp;L)</translation>
    </message>
    <message>
        <source> s</source>
        <translation> s</translation>
    </message>
    <message>
        <source>How long the camera may take to answer.</source>
        <translation>カメラの応答を待つ最長時間。</translation>
    </message>
    <message>
        <source>How long no picture may come. A stream of less than one picture in 1.5 s needs a longer time.</source>
        <translation>画像が届かなくてもよい最長時間。1.5 s に1枚より遅いストリームでは、長めの時間が必要です。</translation>
    </message>
    <message>
        <source>RTSP, or HTTP with Motion JPEG. User and password go before the host: rtsp://user:password@host/stream. Neither they nor what follows a question mark are kept when the program ends, and of the path nothing from a part with an equals sign on.</source>
        <translation>RTSP、または Motion JPEG の HTTP。ユーザー名とパスワードはホストの前に書きます: rtsp://user:password@host/stream。これらと疑問符より後ろはプログラム終了時に保存されず、パスのうち等号を含む部分以降も保存されません。</translation>
    </message>
</context>
<context>
    <name>app::SourcePageV4l2</name>
    <message>
        <source>%1 per second</source>
        <translation>毎秒%1枚</translation>
    </message>
    <message>
        <source>as the camera is set</source>
        <translation>カメラの設定どおり</translation>
    </message>
    <message>
        <source>the best one</source>
        <translation>最適な形式</translation>
    </message>
    <message>
        <source>the best one (%1)</source>
        <comment>the best one (MJPG)</comment>
        <translation>最適な形式（%1）</translation>
    </message>
    <message>
        <source>C&amp;amera</source>
        <translation>カメラ(&amp;A)</translation>
    </message>
    <message>
        <source>F&amp;ormat</source>
        <translation>形式(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Size</source>
        <translation>サイズ(&amp;S)</translation>
    </message>
    <message>
        <source>Picture &amp;rate</source>
        <translation>フレームレート(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Exposure</source>
        <translation>露光(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Gain</source>
        <translation>ゲイン(&amp;G)</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>カメラ</translation>
    </message>
    <message>
        <source>No camera was found. Check its cable. If it is plugged in, the user of this computer has to be in the group “video”; after that, log in again.</source>
        <translation>カメラが見つかりません。ケーブルを確認してください。接続済みの場合は、このコンピューターのユーザーがグループ「video」に属している必要があります。追加後、ログインし直してください。</translation>
    </message>
    <message>
        <source> µs</source>
        <translation> µs</translation>
    </message>
    <message>
        <source>A number turns the automatic exposure of the camera off.</source>
        <translation>数値を指定すると、カメラの自動露光がオフになります。</translation>
    </message>
</context>
<context>
    <name>app::SourcePageVideo</name>
    <message>
        <source>&amp;Video</source>
        <translation>動画(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Pace</source>
        <translation>速度(&amp;P)</translation>
    </message>
    <message>
        <source>Video</source>
        <translation>動画</translation>
    </message>
    <message>
        <source>Videos (*.mp4 *.avi *.mkv *.mov *.webm *.mpg *.mpeg *.wmv *.m4v);;All files (*)</source>
        <translation>動画 (*.mp4 *.avi *.mkv *.mov *.webm *.mpg *.mpeg *.wmv *.m4v);;すべてのファイル (*)</translation>
    </message>
    <message>
        <source>as fast as it was taken</source>
        <translation>撮影時と同じ速度</translation>
    </message>
    <message>
        <source>every picture, in turn</source>
        <translation>すべての画像を順に</translation>
    </message>
    <message>
        <source>As fast as it was taken: the newest picture counts, as with a camera. Every picture: the next one comes when the last is judged.</source>
        <translation>撮影時と同じ速度: カメラと同様に、最新の画像を使います。すべての画像: 前の画像の判定が終わると、次の画像に進みます。</translation>
    </message>
    <message>
        <source>Start again at the &amp;end</source>
        <translation>最後まで来たら最初に戻る(&amp;E)</translation>
    </message>
</context>
<context>
    <name>app::SourceTestView</name>
    <message>
        <source>Opening the source and waiting for pictures…</source>
        <translation>画像ソースを開き、画像を待っています…</translation>
    </message>
    <message>
        <source>The first picture</source>
        <translation>最初の画像</translation>
    </message>
    <message>
        <source>&amp;Test</source>
        <translation>テスト(&amp;T)</translation>
    </message>
    <message>
        <source>Opens the source, shows its first picture and measures how many come.</source>
        <translation>画像ソースを開いて最初の画像を表示し、画像が届く速さを測定します。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>The test runs</source>
        <translation>テスト中</translation>
    </message>
    <message>
        <source>Outcome of the test</source>
        <translation>テストの結果</translation>
    </message>
</context>
<context>
    <name>app::StatisticsPresenter</name>
    <message>
        <source>good</source>
        <translation>良品</translation>
    </message>
    <message>
        <source>defective</source>
        <translation>不良品</translation>
    </message>
    <message>
        <source>unlabelled</source>
        <translation>ラベルなし</translation>
    </message>
    <message>
        <source>Region score</source>
        <translation>領域スコア</translation>
    </message>
    <message>
        <source>region score %1 to %2</source>
        <translation>領域スコア %1～%2</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1、%2</translation>
    </message>
    <message>
        <source>labelled</source>
        <translation>ラベル付き</translation>
    </message>
    <message>
        <source>Image score</source>
        <translation>画像スコア</translation>
    </message>
    <message>
        <source>image score %1 to %2</source>
        <translation>画像スコア %1～%2</translation>
    </message>
</context>
<context>
    <name>app::TrainingFactsView</name>
    <message numerus="yes">
        <source>… and %n more</source>
        <translation>
            <numerusform>… ほか%n件</numerusform>
        </translation>
    </message>
    <message>
        <source>Problems of the data</source>
        <translation>データの問題</translation>
    </message>
</context>
<context>
    <name>app::TrainingProcess</name>
    <message>
        <source>The training can&apos;t be started: %1</source>
        <translation>学習を開始できません: %1</translation>
    </message>
    <message>
        <source>The training ended unexpectedly. What it had learned up to the last whole epoch is kept: start it again to go on.</source>
        <translation>学習が予期せず終了しました。完了した最後のエポックまでの学習内容は保存されています。もう一度開始すると続行できます。</translation>
    </message>
</context>
<context>
    <name>app::TriggerForm</name>
    <message>
        <source>Now: the empty view.</source>
        <translation>現在: 部品なし。</translation>
    </message>
    <message>
        <source>Now: something moves.</source>
        <translation>現在: 動きあり。</translation>
    </message>
    <message>
        <source>Now: coming to rest.</source>
        <translation>現在: 静止待ち。</translation>
    </message>
    <message>
        <source>Now: a part at rest, judged.</source>
        <translation>現在: 部品静止、判定済み。</translation>
    </message>
    <message>
        <source>A part is judged once, when it has come to rest in view. Show the empty place and press the button, so that it isn&apos;t taken for a part.</source>
        <translation>部品が視野内で静止すると、1回判定します。部品のない状態を映してボタンを押すと、背景が部品と誤認されません。</translation>
    </message>
    <message>
        <source>All the time, the newest picture</source>
        <translation>常に最新の画像</translation>
    </message>
    <message>
        <source>Every so many milliseconds</source>
        <translation>一定の間隔（ミリ秒）</translation>
    </message>
    <message>
        <source>When a part comes to rest</source>
        <translation>部品が静止したとき</translation>
    </message>
    <message>
        <source>By the camera&apos;s input</source>
        <translation>カメラの入力</translation>
    </message>
    <message>
        <source>When to judge</source>
        <translation>判定のタイミング</translation>
    </message>
    <message>
        <source>A verdict for each picture that the model has time for.</source>
        <translation>モデルの処理が間に合う画像をすべて判定します。</translation>
    </message>
    <message>
        <source>&amp;Every</source>
        <translation>間隔(&amp;E)</translation>
    </message>
    <message>
        <source> ms</source>
        <translation> ms</translation>
    </message>
    <message>
        <source>At &amp;rest for</source>
        <translation>静止時間(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Least change</source>
        <translation>最小変化量(&amp;L)</translation>
    </message>
    <message>
        <source>Grey levels, of 255, by which a piece of the picture must differ to count as changed. Smaller: more sensitive, and easier fooled by noise.</source>
        <translation>画像の小区画が変化したとみなす輝度差（255 階調中）。小さいほど敏感ですが、ノイズの影響を受けやすくなります。</translation>
    </message>
    <message>
        <source>This Is the Empty View</source>
        <translation>部品なし画像として登録</translation>
    </message>
    <message>
        <source>Forget the Empty View</source>
        <translation>部品なし画像を消去</translation>
    </message>
    <message>
        <source>Judge Now</source>
        <translation>今すぐ判定</translation>
    </message>
    <message>
        <source>Each picture is one part. Set the camera&apos;s own trigger in the source&apos;s settings.</source>
        <translation>画像1枚が部品1個です。カメラ側のトリガーは画像ソースの設定で指定してください。</translation>
    </message>
    <message>
        <source>Each picture of this source is one part, and none is left out.</source>
        <translation>この画像ソースでは画像1枚が部品1個で、すべて判定します。</translation>
    </message>
    <message>
        <source>On a key, or when a PLC asks</source>
        <translation>キー、または PLC の要求で</translation>
    </message>
    <message>
        <source>One verdict for each press of T or trigger of a PLC, of the next picture.</source>
        <translation>T を押すか PLC がトリガーするたびに、次の画像を 1 回判定します。</translation>
    </message>
</context>
<context>
    <name>app::TsvTable</name>
    <message>
        <source>&amp;Copy</source>
        <translation>コピー(&amp;C)</translation>
    </message>
</context>
<context>
    <name>app::WhatIfDialog</name>
    <message>
        <source>flipped verdicts</source>
        <translation>判定が変わる部品</translation>
    </message>
    <message>
        <source>Judging %1 of %2 kept inspections…</source>
        <translation>保存済みの検査結果を判定しています（%1 / %2）…</translation>
    </message>
    <message>
        <source>What If</source>
        <translation>仮定判定 (What-if)</translation>
    </message>
    <message>
        <source>&amp;Judge Again</source>
        <translation>再判定(&amp;J)</translation>
    </message>
    <message>
        <source>Show in the &amp;List</source>
        <translation>一覧に表示(&amp;L)</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>The recipe is as it was when it was opened: nothing can flip.</source>
        <translation>レシピは開いたときのままです。判定は変わりません。</translation>
    </message>
    <message>
        <source>What has changed since the recipe was opened:</source>
        <translation>レシピを開いた後の変更:</translation>
    </message>
    <message>
        <source>No verdict flips.</source>
        <translation>判定の変化はありません。</translation>
    </message>
    <message>
        <source>%1 towards fail, %2 towards pass.</source>
        <translation>不合格側へ%1件、合格側へ%2件。</translation>
    </message>
    <message numerus="yes">
        <source>%n inspection(s) judged in %1 s, %2 of them from kept figures.</source>
        <translation>
            <numerusform>検査結果%n件を %1 s で判定しました。うち%2件は保存済みの数値によるものです。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n kept inspection(s) can&apos;t be read any more.</source>
        <translation>
            <numerusform>保存済みの検査結果%n件を読み込めなくなっています。</numerusform>
        </translation>
    </message>
    <message>
        <source>There is no history to judge: it can&apos;t be opened.</source>
        <translation>判定する履歴がありません。履歴を開けません。</translation>
    </message>
    <message>
        <source>Judging…</source>
        <translation>判定しています…</translation>
    </message>
    <message numerus="yes">
        <source>Left out: %n picture(s) that what a recipe knows of good parts doesn&apos;t fit.</source>
        <translation>
            <numerusform>対象外: 画像%n枚（レシピの良品ベースラインが合わないもの）。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Left out: %n picture(s) whose brightness, focus or position was never measured. Open them to have that done.</source>
        <translation>
            <numerusform>対象外: 画像%n枚（明るさ、ピント、位置が未測定のもの）。測定するには画像を開いてください。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Left out: %n picture(s) that were never looked at in the tiles of the other recipe.</source>
        <translation>
            <numerusform>除外: もう一方のレシピのタイルでは一度も検査されていない画像 %n 枚。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>app::ZonePresenter</name>
    <message numerus="yes">
        <source>%n area(s) would lie outside of the reference picture, where nothing can be drawn.</source>
        <translation>
            <numerusform>ゾーンや対象外領域%n個が基準画像の外に出ます。そこには描画できません。</numerusform>
        </translation>
    </message>
    <message>
        <source>Zones can be drawn when it is known where the part lies: it isn&apos;t judged yet, or can&apos;t be.</source>
        <translation>ゾーンは部品の位置が分かると描画できます。この部品はまだ判定されていないか、判定できません。</translation>
    </message>
</context>
<context>
    <name>widgets::BaselineEditor</name>
    <message>
        <source>Learning…</source>
        <translation>学習しています…</translation>
    </message>
    <message numerus="yes">
        <source>Learn from %n part(s)</source>
        <translation>
            <numerusform>部品%n個から学習</numerusform>
        </translation>
    </message>
    <message>
        <source>Learn</source>
        <translation>学習</translation>
    </message>
    <message>
        <source>Nothing is learned yet. Where parts always lie alike in the picture, print, edges and holes need not stand there as defects.</source>
        <translation>まだ何も学習していません。画像内の部品の位置が常に同じであれば、印字、エッジ、穴を欠陥として扱わないようにできます。</translation>
    </message>
    <message numerus="yes">
        <source>Learned from %n good part(s).</source>
        <translation>
            <numerusform>良品%n個から学習済み。</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 It doesn&apos;t fit the model&apos;s input or the tiles any more: learn again.</source>
        <translation>%1モデルの入力またはタイルに合わなくなりました。学習し直してください。</translation>
    </message>
    <message>
        <source>%1 It takes something off %2 of the picture, so limits mean something else with it than without.</source>
        <translation>%1画像の %2 で値を差し引いています。そのため、使用時と未使用時ではしきい値の意味が異なります。</translation>
    </message>
    <message numerus="yes">
        <source>%n good part(s) are open.</source>
        <translation>
            <numerusform>良品%n個を開いています。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of %1 good parts are open: label them good (G), or accept them (A).</source>
        <translation>
            <numerusform>良品は%1個必要ですが、開いているのは%n個です。良品のラベルを付けるか (G)、承認してください (A)。</numerusform>
        </translation>
    </message>
    <message>
        <source>Take off what every good part shows</source>
        <translation>良品に共通の値を差し引く</translation>
    </message>
    <message>
        <source>At each place the heat of a usual good part is taken off, before limits are asked; only what goes beyond it counts.
A defect there is told less loudly. Turn it off and on to see the difference.</source>
        <translation>しきい値と比べる前に、各位置で通常の良品が示すヒートマップの値を差し引き、それを超える分だけを対象にします。
その位置の欠陥は弱めに表れます。オフとオンを切り替えると違いを確認できます。</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>消去</translation>
    </message>
    <message>
        <source>Nothing is taken off any more</source>
        <translation>差し引きをやめます</translation>
    </message>
    <message>
        <source>From the good parts that are open, without the model. Set the limits anew afterwards:
best on parts that weren&apos;t learned from.</source>
        <translation>開いている良品から、モデルを使わずに学習します。その後、しきい値を設定し直してください。
学習に使っていない部品での設定をお勧めします。</translation>
    </message>
    <message>
        <source>%1 Parts were found otherwise then, so nothing is taken off now: learn again, or go back to that position.</source>
        <translation>%1学習時とは部品の検出方法が異なるため、現在は何も差し引いていません。学習し直すか、当時の位置合わせに戻してください。</translation>
    </message>
</context>
<context>
    <name>widgets::Canvas</name>
    <message>
        <source>Picture</source>
        <translation>画像</translation>
    </message>
    <message numerus="yes">
        <source>%1 × %2 pixels, %n region(s)</source>
        <translation>
            <numerusform>%1 × %2 ピクセル、領域%n個</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>widgets::CanvasCompare</name>
    <message>
        <source>Reference</source>
        <translation>基準部品</translation>
    </message>
    <message>
        <source>This part</source>
        <translation>この部品</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>画像</translation>
    </message>
    <message>
        <source>Heat</source>
        <translation>ヒートマップ</translation>
    </message>
</context>
<context>
    <name>widgets::CanvasMessage</name>
    <message>
        <source>%1. %2</source>
        <translation>%1。%2</translation>
    </message>
</context>
<context>
    <name>widgets::ColourBar</name>
    <message>
        <source>Heat scale</source>
        <translation>ヒートマップの目盛り</translation>
    </message>
    <message>
        <source>Fail limit %1, review limit %2</source>
        <translation>不合格しきい値 %1、要確認しきい値 %2</translation>
    </message>
    <message>
        <source>Fail limit %1</source>
        <translation>不合格しきい値 %1</translation>
    </message>
    <message>
        <source>Fail limit</source>
        <translation>不合格しきい値</translation>
    </message>
    <message>
        <source>Review limit</source>
        <translation>要確認しきい値</translation>
    </message>
</context>
<context>
    <name>widgets::CompareBar</name>
    <message>
        <source>No reference yet</source>
        <translation>基準部品なし</translation>
    </message>
    <message>
        <source>Reference: %1</source>
        <translation>基準部品: %1</translation>
    </message>
    <message>
        <source>C switches, held it only shows</source>
        <translation>C で切り替え、長押しで一時表示</translation>
    </message>
    <message>
        <source>Choose a reference first</source>
        <translation>先に基準部品を選択してください</translation>
    </message>
    <message>
        <source>Don&apos;t compare</source>
        <translation>比較しない</translation>
    </message>
    <message>
        <source>Split: picture and heat</source>
        <translation>分割: 画像とヒートマップ</translation>
    </message>
    <message>
        <source>Drag the line over the picture</source>
        <translation>画像上で分割線をドラッグ</translation>
    </message>
    <message>
        <source>Split: part and reference</source>
        <translation>分割: 部品と基準部品</translation>
    </message>
    <message>
        <source>Blink</source>
        <translation>点滅</translation>
    </message>
    <message>
        <source>Part and reference in turn, twice a second</source>
        <translation>部品と基準部品を1秒に2回交互に表示</translation>
    </message>
    <message>
        <source>Side by side</source>
        <translation>並べて表示</translation>
    </message>
    <message>
        <source>Two views that zoom and move together</source>
        <translation>拡大と移動が連動する2つの表示</translation>
    </message>
    <message>
        <source>Use This Part as Reference</source>
        <translation>この部品を基準にする</translation>
    </message>
    <message>
        <source>Other parts are then compared with it</source>
        <translation>以後、ほかの部品をこの部品と比較します</translation>
    </message>
    <message>
        <source>Forget the Reference</source>
        <translation>基準部品を消去</translation>
    </message>
    <message>
        <source>Nothing is compared with it any more</source>
        <translation>この部品との比較を終了します</translation>
    </message>
</context>
<context>
    <name>widgets::ConfusionView</name>
    <message>
        <source>Hits</source>
        <translation>検出</translation>
    </message>
    <message>
        <source>Escapes</source>
        <translation>見逃し</translation>
    </message>
    <message>
        <source>Overkills</source>
        <translation>過検出</translation>
    </message>
    <message>
        <source>Passes</source>
        <translation>合格</translation>
    </message>
    <message>
        <source>defective, at or above the limit</source>
        <translation>不良品、しきい値以上</translation>
    </message>
    <message>
        <source>defective, below the limit</source>
        <translation>不良品、しきい値未満</translation>
    </message>
    <message>
        <source>good, at or above the limit</source>
        <translation>良品、しきい値以上</translation>
    </message>
    <message>
        <source>good, below the limit</source>
        <translation>良品、しきい値未満</translation>
    </message>
    <message>
        <source>Truth against verdict</source>
        <translation>実際と判定</translation>
    </message>
    <message>
        <source>&amp;Limit of the image score</source>
        <translation>画像スコアのしきい値(&amp;L)</translation>
    </message>
    <message>
        <source>Greatest F&amp;1</source>
        <translation>F1 最大(&amp;1)</translation>
    </message>
    <message>
        <source>The limit at which the product&apos;s F1 is greatest</source>
        <translation>製品の F1 が最大になるしきい値</translation>
    </message>
    <message>
        <source>Defective</source>
        <translation>不良品</translation>
    </message>
    <message>
        <source>Good</source>
        <translation>良品</translation>
    </message>
    <message>
        <source>At or above the limit</source>
        <translation>しきい値以上</translation>
    </message>
    <message>
        <source>Below the limit</source>
        <translation>しきい値未満</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>name of a cell: what it holds</comment>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>widgets::CostEditor</name>
    <message numerus="yes">
        <source>The %Ln labelled part(s) cost %1</source>
        <translation>
            <numerusform>ラベル付き部品%Ln個のコスト: %1</numerusform>
        </translation>
    </message>
    <message>
        <source>One escape costs</source>
        <translation>見逃し1件のコスト</translation>
    </message>
    <message>
        <source>One overkill costs</source>
        <translation>過検出1件のコスト</translation>
    </message>
    <message>
        <source>One review costs</source>
        <translation>要確認1件のコスト</translation>
    </message>
    <message>
        <source>not set</source>
        <translation>未設定</translation>
    </message>
    <message>
        <source>In any currency; 0: left out</source>
        <translation>通貨は任意、0: 含めない</translation>
    </message>
    <message>
        <source>Of these parts as they are labelled: where fewer parts are defective than here, escapes cost less</source>
        <translation>この部品群のラベルに基づく値です。実際の不良品の割合がこれより低い場合、見逃しのコストも低くなります</translation>
    </message>
</context>
<context>
    <name>widgets::DefectList</name>
    <message numerus="yes">
        <source>%Ln defect(s)</source>
        <translation>
            <numerusform>欠陥%Ln件</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1/%2</translation>
    </message>
    <message>
        <source>No defects yet</source>
        <translation>欠陥はまだありません</translation>
    </message>
    <message>
        <source>Every region at or above the review limit, of every inspected part, is a row here.</source>
        <translation>すべての検査済み部品について、要確認しきい値以上の領域を1行ずつ表示します。</translation>
    </message>
    <message>
        <source>No defect fulfils the filter</source>
        <translation>フィルターに一致する欠陥はありません</translation>
    </message>
    <message numerus="yes">
        <source>Clear the filter to see all %Ln defect(s).</source>
        <translation>
            <numerusform>フィルターを解除すると、欠陥%Ln件すべてが表示されます。</numerusform>
        </translation>
    </message>
    <message>
        <source>Filter: area &gt; 100 and zone = B</source>
        <translation>フィルター: area &gt; 100 and zone = B</translation>
    </message>
    <message>
        <source>Filter of the defects</source>
        <translation>欠陥のフィルター</translation>
    </message>
    <message>
        <source>Words of the part&apos;s name, or conditions: area &gt; 100 and zone = B, peak &gt;= 0.7, verdict = fail, class ~ scratch*. Fields: part, number, area, length, width, x, y, peak, mean, contrast, zone, class, verdict.</source>
        <translation>部品名に含まれる語、または条件: area &gt; 100 and zone = B、peak &gt;= 0.7、verdict = fail、class ~ scratch*。フィールド: part、number、area、length、width、x、y、peak、mean、contrast、zone、class、verdict。</translation>
    </message>
    <message>
        <source>Number of defects shown</source>
        <translation>表示中の欠陥の数</translation>
    </message>
</context>
<context>
    <name>widgets::DefectListView</name>
    <message>
        <source>Defects of all parts</source>
        <translation>全部品の欠陥</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>列</translation>
    </message>
    <message>
        <source>&amp;Copy selected rows</source>
        <translation>選択した行をコピー(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Copy all rows</source>
        <translation>すべての行をコピー(&amp;C)</translation>
    </message>
</context>
<context>
    <name>widgets::DefectTable</name>
    <message>
        <source>Defects</source>
        <translation>欠陥</translation>
    </message>
</context>
<context>
    <name>widgets::EvaluationCurvesPlot</name>
    <message>
        <source>Recall</source>
        <translation>再現率</translation>
    </message>
    <message>
        <source>False positive rate</source>
        <translation>偽陽性率</translation>
    </message>
    <message>
        <source>True positive rate</source>
        <translation>真陽性率</translation>
    </message>
    <message>
        <source>Mean overlap of the regions</source>
        <translation>領域の平均重なり率</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>適合率</translation>
    </message>
    <message>
        <source>%1 %2, %3 %4, limit %5</source>
        <comment>name, value, name, value</comment>
        <translation>%1 %2、%3 %4、しきい値 %5</translation>
    </message>
    <message>
        <source>The greatest F1</source>
        <translation>F1 最大</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>モデル</translation>
    </message>
    <message>
        <source>Limit</source>
        <translation>しきい値</translation>
    </message>
    <message>
        <source>No product chosen</source>
        <translation>製品が選択されていません</translation>
    </message>
    <message>
        <source>Choose one product in the table: its curves stand here.</source>
        <translation>表で製品を1つ選択すると、その曲線がここに表示されます。</translation>
    </message>
    <message>
        <source>No such curve</source>
        <translation>この曲線はありません</translation>
    </message>
    <message>
        <source>It needs good and defective images.</source>
        <translation>良品と不良品の画像が必要です。</translation>
    </message>
    <message>
        <source>It needs defective images with masks, and pixels without a defect.</source>
        <translation>マスク付きの不良品画像と、欠陥のないピクセルが必要です。</translation>
    </message>
    <message>
        <source>Curves of the product</source>
        <translation>製品の曲線</translation>
    </message>
    <message>
        <source>ROC of pixels</source>
        <translation>ピクセルの ROC</translation>
    </message>
    <message>
        <source>Precision and recall of pixels</source>
        <translation>ピクセルの適合率と再現率</translation>
    </message>
    <message>
        <source>PRO of regions</source>
        <translation>領域の PRO</translation>
    </message>
    <message>
        <source>ROC of images</source>
        <translation>画像の ROC</translation>
    </message>
    <message>
        <source>Precision and recall of images</source>
        <translation>画像の適合率と再現率</translation>
    </message>
    <message>
        <source>Greatest F1</source>
        <translation>F1 最大</translation>
    </message>
    <message>
        <source>Kind of curve</source>
        <translation>曲線の種類</translation>
    </message>
</context>
<context>
    <name>widgets::ExampleStrip</name>
    <message>
        <source>Epoch %1, %2: a defective part. Heat: what the model finds; line: what is marked as defective.</source>
        <translation>エポック %1、%2: 不良品。ヒートマップ: モデルの検出結果、線: 欠陥として示されている範囲。</translation>
    </message>
    <message>
        <source>Epoch %1, %2: a good part. It should stay without heat.</source>
        <translation>エポック %1、%2: 良品。ヒートマップに反応が出ないのが理想です。</translation>
    </message>
    <message>
        <source>Validation parts after epoch %1 of %2</source>
        <translation>エポック %1/%2 終了後の検証用部品</translation>
    </message>
    <message>
        <source>%1, good</source>
        <translation>%1、良品</translation>
    </message>
    <message>
        <source>Epoch</source>
        <translation>エポック</translation>
    </message>
    <message>
        <source>Back through the epochs: drag, or the arrow keys</source>
        <translation>過去のエポックを見る: ドラッグまたは矢印キー</translation>
    </message>
</context>
<context>
    <name>widgets::ExpressionEdit</name>
    <message>
        <source>How to filter</source>
        <translation>フィルターの使い方</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>フィルター</translation>
    </message>
    <message>
        <source>A part of the name, or a condition such as “score &gt; 0.6”</source>
        <translation>名前の一部、または「score &gt; 0.6」などの条件</translation>
    </message>
</context>
<context>
    <name>widgets::ExpressionHelp</name>
    <message>
        <source>How to filter</source>
        <translation>フィルターの使い方</translation>
    </message>
    <message>
        <source>Recent</source>
        <translation>最近使用</translation>
    </message>
    <message>
        <source>Examples</source>
        <translation>例</translation>
    </message>
    <message>
        <source>Fields</source>
        <translation>フィールド</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>field: its words</comment>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>widgets::Filmstrip</name>
    <message>
        <source>%1 / %2</source>
        <comment>place of the current part / parts shown</comment>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>Part %1 of %2 shown.</source>
        <translation>表示中の部品 %1/%2。</translation>
    </message>
    <message numerus="yes">
        <source>%n part(s) shown.</source>
        <translation>
            <numerusform>部品%n個を表示中。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n part(s) in all.</source>
        <translation>
            <numerusform>部品は全部で%n個。</numerusform>
        </translation>
    </message>
    <message>
        <source>Filter…</source>
        <translation>フィルター…</translation>
    </message>
    <message>
        <source>Order of the parts</source>
        <translation>部品の並び順</translation>
    </message>
    <message>
        <source>Parts to show</source>
        <translation>表示する部品</translation>
    </message>
    <message>
        <source>Parts</source>
        <translation>部品</translation>
    </message>
    <message>
        <source>File order</source>
        <translation>ファイル順</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>スコア</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>判定</translation>
    </message>
    <message>
        <source>All</source>
        <translation>すべて</translation>
    </message>
    <message>
        <source>Fail</source>
        <translation>不合格</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>要確認</translation>
    </message>
    <message>
        <source>Pass</source>
        <translation>合格</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>エラー</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>待機中</translation>
    </message>
    <message>
        <source>Ascending order</source>
        <translation>昇順</translation>
    </message>
    <message>
        <source>Descending order</source>
        <translation>降順</translation>
    </message>
    <message>
        <source>Region score</source>
        <translation>領域スコア</translation>
    </message>
    <message>
        <source>Area</source>
        <translation>面積</translation>
    </message>
    <message>
        <source>Regions</source>
        <translation>領域数</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>ラベル</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>日付</translation>
    </message>
    <message>
        <source>Group by folder</source>
        <translation>フォルダーでグループ化</translation>
    </message>
</context>
<context>
    <name>widgets::GaugePlot</name>
    <message>
        <source>%1 by %2: %3</source>
        <comment>part by appraiser: value</comment>
        <translation>%1、%2: %3</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>part: value</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>部品</translation>
    </message>
    <message>
        <source>Appraiser</source>
        <translation>評価者</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>画像</translation>
    </message>
    <message>
        <source>No study</source>
        <translation>測定システム分析なし</translation>
    </message>
    <message>
        <source>Every value of every part stands here, as soon as there are some.</source>
        <translation>値が得られると、各部品のすべての値がここに表示されます。</translation>
    </message>
    <message>
        <source>Values of each part by appraiser</source>
        <translation>各部品の評価者別の値</translation>
    </message>
</context>
<context>
    <name>widgets::HistogramPlot</name>
    <message>
        <source>Score</source>
        <translation>スコア</translation>
    </message>
    <message>
        <source>Parts</source>
        <translation>部品数</translation>
    </message>
</context>
<context>
    <name>widgets::KeySheet</name>
    <message>
        <source>Keys</source>
        <translation>キー操作</translation>
    </message>
</context>
<context>
    <name>widgets::LimitEditor</name>
    <message>
        <source>Double click on the name: back to %1</source>
        <translation>名前をダブルクリック: %1 に戻す</translation>
    </message>
    <message>
        <source>Fail</source>
        <translation>不合格</translation>
    </message>
    <message>
        <source>A region that reaches this fails the part</source>
        <translation>この値以上の領域があると、部品は不合格になります</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>要確認</translation>
    </message>
    <message>
        <source>A region that reaches only this asks for a person</source>
        <translation>この値以上で不合格に達しない領域があると、人の確認が必要になります</translation>
    </message>
    <message>
        <source>Area</source>
        <translation>面積</translation>
    </message>
    <message>
        <source>Smaller regions are left out</source>
        <translation>これより小さい領域は除外します</translation>
    </message>
    <message>
        <source>Alpha</source>
        <translation>Alpha</translation>
    </message>
    <message>
        <source>Weight of the second branch (Post-VCP) in the heat</source>
        <translation>ヒートマップにおける第2ブランチ（Post-VCP）の重み</translation>
    </message>
    <message>
        <source>Sigma</source>
        <translation>Sigma</translation>
    </message>
    <message>
        <source> px</source>
        <translation> px</translation>
    </message>
    <message>
        <source>Smoothing of the heat, in pixels of the model&apos;s input</source>
        <translation>ヒートマップの平滑化（モデル入力のピクセル単位）</translation>
    </message>
    <message>
        <source>Heat</source>
        <translation>ヒートマップ</translation>
    </message>
    <message>
        <source>Defaults</source>
        <translation>既定値</translation>
    </message>
    <message>
        <source>All numbers back to the recipe&apos;s defaults</source>
        <translation>すべての数値をレシピの既定値に戻します</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>長さ</translation>
    </message>
    <message>
        <source>Shorter regions are left out; the longest way across counts</source>
        <translation>これより短い領域は除外します（最長の差し渡しで判断）</translation>
    </message>
    <message>
        <source>Regions grow below the limit</source>
        <translation>しきい値未満にも領域を拡張</translation>
    </message>
    <message>
        <source>A region begins where a limit is reached and spreads as far as the heat stays above a lower one</source>
        <translation>領域はしきい値に達した場所から始まり、値がより低いしきい値を上回る範囲まで広がります</translation>
    </message>
    <message>
        <source>Down to</source>
        <translation>拡張の下限</translation>
    </message>
    <message>
        <source>Regions</source>
        <translation>領域</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>スコア</translation>
    </message>
    <message>
        <source>Tiles</source>
        <translation>タイル</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>画像</translation>
    </message>
    <message>
        <source>Good parts</source>
        <translation>良品</translation>
    </message>
    <message>
        <source>Position</source>
        <translation>位置合わせ</translation>
    </message>
</context>
<context>
    <name>widgets::LimitHandle</name>
    <message>
        <source>Fail limit, %1</source>
        <translation>不合格しきい値、%1</translation>
    </message>
    <message>
        <source>Review limit, %1</source>
        <translation>要確認しきい値、%1</translation>
    </message>
    <message>
        <source>Arrow keys move it</source>
        <translation>矢印キーで移動</translation>
    </message>
</context>
<context>
    <name>widgets::LimitOverlay</name>
    <message>
        <source>Score %1 to %2</source>
        <translation>スコア %1～%2</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>label: number of parts</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Click to see them</source>
        <translation>クリックで部品を表示</translation>
    </message>
    <message>
        <source>Suggested %1</source>
        <translation>提案 %1</translation>
    </message>
</context>
<context>
    <name>widgets::LinkedViews</name>
    <message>
        <source>No reference yet</source>
        <translation>基準部品なし</translation>
    </message>
    <message>
        <source>A reference is a part that others are compared with, best a good one.</source>
        <translation>基準部品はほかの部品と比較するための部品です。良品をお勧めします。</translation>
    </message>
    <message>
        <source>Use This Part as Reference</source>
        <translation>この部品を基準にする</translation>
    </message>
    <message>
        <source>This part</source>
        <translation>この部品</translation>
    </message>
    <message>
        <source>Reference</source>
        <translation>基準部品</translation>
    </message>
    <message>
        <source>Reference: %1</source>
        <translation>基準部品: %1</translation>
    </message>
</context>
<context>
    <name>widgets::LocationMap</name>
    <message>
        <source>No places to show yet</source>
        <translation>表示する位置はまだありません</translation>
    </message>
    <message>
        <source>Inspect parts: where their defects lie is gathered here over all images. A drag shows the parts with a defect inside.</source>
        <translation>部品を検査すると、全画像の欠陥の位置がここに集計されます。ドラッグで範囲を囲むと、その中に欠陥がある部品を表示します。</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>点</translation>
    </message>
    <message>
        <source>Each defect as a point, while there are few enough for the map&apos;s size: a cross fails, a diamond wants review</source>
        <translation>欠陥を1件ずつ点で表示（マップの大きさに対して数が多すぎない場合）: ×は不合格、ひし形は要確認</translation>
    </message>
    <message>
        <source>% of the width</source>
        <translation>幅に対する %</translation>
    </message>
    <message>
        <source>% of the height</source>
        <translation>高さに対する %</translation>
    </message>
    <message>
        <source>Defects per cell</source>
        <translation>セルあたりの欠陥数</translation>
    </message>
    <message>
        <source>Map of the defects&apos; places</source>
        <translation>欠陥位置マップ</translation>
    </message>
    <message>
        <source>defects at %1 to %2 % across, %3 to %4 % down</source>
        <translation>横 %1～%2 %、縦 %3～%4 % の位置の欠陥</translation>
    </message>
    <message>
        <source>%1: %2 on %3</source>
        <translation>%1: %2（%3）</translation>
    </message>
    <message numerus="yes">
        <source>%Ln defect(s)</source>
        <translation>
            <numerusform>欠陥%Ln件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln part(s)</source>
        <translation>
            <numerusform>部品%Ln個</numerusform>
        </translation>
    </message>
    <message>
        <source>From % of the width</source>
        <translation>左端（幅に対する %）</translation>
    </message>
    <message>
        <source>To % of the width</source>
        <translation>右端（幅に対する %）</translation>
    </message>
    <message>
        <source>From % of the height</source>
        <translation>上端（高さに対する %）</translation>
    </message>
    <message>
        <source>To % of the height</source>
        <translation>下端（高さに対する %）</translation>
    </message>
    <message>
        <source>Defects</source>
        <translation>欠陥数</translation>
    </message>
</context>
<context>
    <name>widgets::MeasureHistogram</name>
    <message>
        <source>No defects to count yet</source>
        <translation>集計する欠陥はまだありません</translation>
    </message>
    <message>
        <source>Inspect parts: how large and how strong their regions are is counted here. A click on a bar shows its parts.</source>
        <translation>部品を検査すると、領域の大きさと強さがここに集計されます。棒をクリックすると、該当する部品を表示します。</translation>
    </message>
    <message>
        <source>Measurement</source>
        <translation>測定項目</translation>
    </message>
    <message>
        <source>What is measured on each region</source>
        <translation>各領域について測定する内容</translation>
    </message>
    <message>
        <source>Logarithmic</source>
        <translation>対数</translation>
    </message>
    <message>
        <source>Bins of equal ratio: small and large regions side by side</source>
        <translation>等比の区間: 小さい領域と大きい領域を並べて表示</translation>
    </message>
    <message>
        <source>Histogram of the defects</source>
        <translation>欠陥のヒストグラム</translation>
    </message>
    <message>
        <source>area %1 to %2</source>
        <translation>面積 %1～%2</translation>
    </message>
    <message>
        <source>length %1 to %2</source>
        <translation>長さ %1～%2</translation>
    </message>
    <message>
        <source>width %1 to %2</source>
        <translation>幅 %1～%2</translation>
    </message>
    <message>
        <source>peak %1 to %2</source>
        <translation>ピーク値 %1～%2</translation>
    </message>
    <message>
        <source>mean %1 to %2</source>
        <translation>平均値 %1～%2</translation>
    </message>
    <message>
        <source>contrast %1 to %2</source>
        <translation>コントラスト %1～%2</translation>
    </message>
    <message>
        <source>%1: %2 on %3</source>
        <translation>%1: %2（%3）</translation>
    </message>
    <message numerus="yes">
        <source>%Ln defect(s)</source>
        <translation>
            <numerusform>欠陥%Ln件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln part(s)</source>
        <translation>
            <numerusform>部品%Ln個</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 from</source>
        <translation>%1（以上）</translation>
    </message>
    <message>
        <source>%1 to below</source>
        <translation>%1（未満）</translation>
    </message>
    <message>
        <source>Defects</source>
        <translation>欠陥数</translation>
    </message>
    <message>
        <source>centre x %1 to %2</source>
        <translation>中心 x %1～%2</translation>
    </message>
    <message>
        <source>centre y %1 to %2</source>
        <translation>中心 y %1～%2</translation>
    </message>
    <message>
        <source>box width %1 to %2</source>
        <translation>外接枠の幅 %1～%2</translation>
    </message>
    <message>
        <source>box height %1 to %2</source>
        <translation>外接枠の高さ %1～%2</translation>
    </message>
    <message>
        <source>%1 to below %2 regions</source>
        <translation>領域数 %1 以上 %2 未満</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Parts</source>
        <translation>部品</translation>
    </message>
</context>
<context>
    <name>widgets::Navigator</name>
    <message>
        <source>Overview</source>
        <translation>全体図</translation>
    </message>
    <message>
        <source>The part of the picture in sight</source>
        <translation>画像の表示中の範囲</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
</context>
<context>
    <name>widgets::NoticeBar</name>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
</context>
<context>
    <name>widgets::NumberLink</name>
    <message>
        <source>%1: %2</source>
        <comment>what is counted: number</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1. Click to see them</source>
        <translation>%1。クリックで表示</translation>
    </message>
</context>
<context>
    <name>widgets::PageView</name>
    <message>
        <source>Page %1 of %2</source>
        <translation>ページ %1/%2</translation>
    </message>
</context>
<context>
    <name>widgets::ParetoPlot</name>
    <message>
        <source>No defects to rank yet</source>
        <translation>順位付けする欠陥はまだありません</translation>
    </message>
    <message>
        <source>Inspect parts: the class, zone or folder with the most defects stands first here. A click on a bar shows its parts.</source>
        <translation>部品を検査すると、欠陥が最も多いクラス、ゾーン、フォルダーがここの先頭に表示されます。棒をクリックすると、該当する部品を表示します。</translation>
    </message>
    <message>
        <source>Defects</source>
        <translation>欠陥数</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>(top folder)</source>
        <translation>（最上位フォルダー）</translation>
    </message>
    <message numerus="yes">
        <source>%Ln more</source>
        <translation>
            <numerusform>ほか%Ln件</numerusform>
        </translation>
    </message>
    <message>
        <source>no class</source>
        <translation>クラスなし</translation>
    </message>
    <message>
        <source>no zone</source>
        <translation>ゾーン外</translation>
    </message>
    <message>
        <source>class %1</source>
        <translation>クラス %1</translation>
    </message>
    <message>
        <source>zone %1</source>
        <translation>ゾーン %1</translation>
    </message>
    <message>
        <source>defects in folder %1</source>
        <translation>フォルダー %1 の欠陥</translation>
    </message>
    <message numerus="yes">
        <source>%Ln other class(es)</source>
        <translation>
            <numerusform>その他のクラス%Ln件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln other zone(s)</source>
        <translation>
            <numerusform>その他のゾーン%Ln件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>defects in %Ln other folder(s)</source>
        <translation>
            <numerusform>その他のフォルダー%Ln件の欠陥</numerusform>
        </translation>
    </message>
    <message>
        <source>unclassified defects</source>
        <translation>クラスなしの欠陥</translation>
    </message>
    <message>
        <source>defects in no zone</source>
        <translation>ゾーン外の欠陥</translation>
    </message>
    <message numerus="yes">
        <source>%Ln defect(s)</source>
        <translation>
            <numerusform>欠陥%Ln件</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: %2, %3; %4 % with all before it</source>
        <translation>%1: %2、%3、ここまでの累積 %4 %</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>クラス</translation>
    </message>
    <message>
        <source>Zone</source>
        <translation>ゾーン</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>フォルダー</translation>
    </message>
    <message>
        <source>Cumulative %</source>
        <translation>累積 %</translation>
    </message>
    <message>
        <source>By class</source>
        <translation>クラス別</translation>
    </message>
    <message>
        <source>By zone</source>
        <translation>ゾーン別</translation>
    </message>
    <message>
        <source>By folder</source>
        <translation>フォルダー別</translation>
    </message>
    <message>
        <source>Grouping</source>
        <translation>グループ化</translation>
    </message>
    <message>
        <source>What defects are counted by</source>
        <translation>欠陥を集計する単位</translation>
    </message>
    <message>
        <source>Number of defects</source>
        <translation>欠陥の件数</translation>
    </message>
    <message>
        <source>Area of defects</source>
        <translation>欠陥の面積</translation>
    </message>
    <message>
        <source>Height of the bars</source>
        <translation>棒の高さ</translation>
    </message>
    <message>
        <source>What the bars add up</source>
        <translation>棒で合計する量</translation>
    </message>
    <message>
        <source>Pareto chart of the defects</source>
        <translation>欠陥のパレート図</translation>
    </message>
</context>
<context>
    <name>widgets::PartFilterModel</name>
    <message numerus="yes">
        <source>%1: %n part(s)</source>
        <comment>folder</comment>
        <translation>
            <numerusform>%1: 部品%n個</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n failing</source>
        <translation>
            <numerusform>不合格%n個</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n to review</source>
        <translation>
            <numerusform>要確認%n個</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n passing</source>
        <translation>
            <numerusform>合格%n個</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n without a verdict</source>
        <translation>
            <numerusform>判定なし%n個</numerusform>
        </translation>
    </message>
    <message>
        <source>Folded.</source>
        <translation>折りたたみ済み。</translation>
    </message>
</context>
<context>
    <name>widgets::PictureGateEditor</name>
    <message>
        <source>This picture: brightness %1, focus %2.</source>
        <translation>この画像: 明るさ %1、ピント %2。</translation>
    </message>
    <message>
        <source>This picture isn&apos;t measured yet: that is done when it is inspected.</source>
        <translation>この画像はまだ測定されていません。検査時に測定されます。</translation>
    </message>
    <message>
        <source>A part whose picture isn&apos;t like that is never passed: a person is asked to look at it.</source>
        <translation>画像がこの条件を満たさない部品は合格になりません。人の確認が必要になります。</translation>
    </message>
    <message>
        <source>Mean grey value of the whole picture, 0 (black) to 255 (white).</source>
        <translation>画像全体の平均輝度値、0（黒）～255（白）。</translation>
    </message>
    <message>
        <source>Brightness from</source>
        <translation>明るさの下限</translation>
    </message>
    <message>
        <source>Brightness up to</source>
        <translation>明るさの上限</translation>
    </message>
    <message>
        <source>Focus from</source>
        <translation>ピントの下限</translation>
    </message>
    <message>
        <source>How much fine detail the picture has (variance of the Laplacian): it falls when the lens is out of focus or dirty.
It hangs on the part and on the light too, so compare pictures of the same kind.</source>
        <translation>画像の細部の多さ（ラプラシアンの分散）。ピントずれやレンズの汚れで低下します。
部品や照明にも左右されるため、同じ種類の画像どうしで比べてください。</translation>
    </message>
    <message>
        <source>Propose</source>
        <translation>提案</translation>
    </message>
    <message>
        <source>Limits that all usual pictures of those open pass with room to spare; it takes five that are inspected</source>
        <translation>開いている画像のうち、通常の画像がすべて余裕をもって通るしきい値（検査済みの画像が5枚必要）</translation>
    </message>
</context>
<context>
    <name>widgets::PlotView</name>
    <message>
        <source>&amp;Copy numbers</source>
        <translation>数値をコピー(&amp;C)</translation>
    </message>
</context>
<context>
    <name>widgets::PositionEditor</name>
    <message>
        <source>This part is the reference.</source>
        <translation>この部品が基準です。</translation>
    </message>
    <message>
        <source>This part isn&apos;t looked for yet.</source>
        <translation>この部品の位置はまだ検出していません。</translation>
    </message>
    <message>
        <source>This part isn&apos;t found: match %1, at least %2 asked for.</source>
        <translation>この部品は見つかりません: 一致度 %1、%2 以上が必要です。</translation>
    </message>
    <message>
        <source>%1 to the left</source>
        <translation>左へ %1</translation>
    </message>
    <message>
        <source>%1 to the right</source>
        <translation>右へ %1</translation>
    </message>
    <message>
        <source>%1 up</source>
        <translation>上へ %1</translation>
    </message>
    <message>
        <source>%1 down</source>
        <translation>下へ %1</translation>
    </message>
    <message>
        <source>turned left by %1°</source>
        <translation>左回りに %1°</translation>
    </message>
    <message>
        <source>turned right by %1°</source>
        <translation>右回りに %1°</translation>
    </message>
    <message>
        <source>This part lies %1, %2, %3; match %4.</source>
        <translation>この部品の位置: %1、%2、%3。一致度 %4。</translation>
    </message>
    <message>
        <source>Find the part in each picture</source>
        <translation>各画像で部品の位置を検出</translation>
    </message>
    <message>
        <source>Zones, don&apos;t-care areas and what good parts show lie where the part does.
A part that isn&apos;t found is never passed: a person is asked to look at it.</source>
        <translation>ゾーン、対象外領域、良品ベースラインを部品の位置に合わせます。
見つからない部品は合格になりません。人の確認が必要になります。</translation>
    </message>
    <message>
        <source>Where parts lie elsewhere in each picture, zones, don&apos;t-care areas and what good parts show can move along. Show a part that lies well, and take it as the reference.</source>
        <translation>部品の位置が画像ごとに異なる場合、ゾーン、対象外領域、良品ベースラインを部品に合わせて移動できます。正しい位置にある部品を表示し、それを基準にしてください。</translation>
    </message>
    <message>
        <source>Moved by up to</source>
        <translation>ずれの上限</translation>
    </message>
    <message>
        <source> %</source>
        <translation> %</translation>
    </message>
    <message>
        <source>How far the mark is looked for, in percent of the picture&apos;s longer side.
Further takes longer.</source>
        <translation>マークを探す範囲（画像の長辺に対する %）。
広いほど時間がかかります。</translation>
    </message>
    <message>
        <source>Turned by up to</source>
        <translation>回転の上限</translation>
    </message>
    <message>
        <source>°</source>
        <translation>°</translation>
    </message>
    <message>
        <source>Either way. Further takes longer: 180° means that parts may lie any way round.</source>
        <translation>両方向に探します。大きいほど時間がかかります。180° では部品がどの向きでもかまいません。</translation>
    </message>
    <message>
        <source>Match from</source>
        <translation>一致度の下限</translation>
    </message>
    <message>
        <source>How like the reference the mark has to be, 0 to 1 (correlation): brightness and contrast don&apos;t count.
Lower it where good parts aren&apos;t found, raise it where something else is taken for the part.</source>
        <translation>マークが基準とどれだけ似ている必要があるか、0～1（相関係数）。明るさとコントラストは影響しません。
良品が見つからない場合は下げ、別のものを部品と誤認する場合は上げてください。</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>消去</translation>
    </message>
    <message>
        <source>Every part counts as lying alike again</source>
        <translation>すべての部品を再び同じ位置にあるものとして扱います</translation>
    </message>
    <message>
        <source>Take This Part</source>
        <translation>この部品を基準にする</translation>
    </message>
    <message>
        <source>The part that is shown becomes the reference. Zones that are there already keep their places in its picture.</source>
        <translation>表示中の部品が基準になります。既存のゾーンは、その画像上の位置をそのまま保ちます。</translation>
    </message>
    <message>
        <source>This part lies %1, %2, %3: further than allowed. Match %4.</source>
        <translation>この部品の位置: %1、%2、%3（許容範囲外）。一致度 %4。</translation>
    </message>
    <message>
        <source>Parts aren&apos;t looked for: each counts as lying as in the reference.</source>
        <translation>部品の位置は検出しません。すべて基準と同じ位置にあるものとして扱います。</translation>
    </message>
    <message>
        <source>This part can&apos;t be looked for: what that takes was not kept. Inspect it again.</source>
        <translation>この部品の位置を検出できません。必要なデータが保存されていません。もう一度検査してください。</translation>
    </message>
</context>
<context>
    <name>widgets::ProgressStrip</name>
    <message>
        <source>%1 / %2</source>
        <comment>done / in all</comment>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>停止しています…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
</context>
<context>
    <name>widgets::RateCard</name>
    <message>
        <source>of %1</source>
        <translation>/ %1</translation>
    </message>
    <message>
        <source>at most %1</source>
        <translation>%1 以下</translation>
    </message>
    <message>
        <source>%1, 95&#xa0;%: %2</source>
        <comment>parts per million, interval of confidence</comment>
        <translation>%1、95&#xa0;%: %2</translation>
    </message>
    <message>
        <source>Wilson&apos;s interval: the true rate lies in it with 95 % confidence</source>
        <translation>Wilson の信頼区間: 真の率が 95 % の信頼度でこの区間に含まれます</translation>
    </message>
    <message>
        <source>The most (least) that so many parts allow to promise with 95 % confidence</source>
        <translation>この部品数から 95 % の信頼度で保証できる上限（下限）</translation>
    </message>
</context>
<context>
    <name>widgets::Readout</name>
    <message>
        <source>x</source>
        <translation>x</translation>
    </message>
    <message>
        <source>y</source>
        <translation>y</translation>
    </message>
    <message>
        <source>grey</source>
        <translation>輝度</translation>
    </message>
    <message>
        <source>RGB</source>
        <translation>RGB</translation>
    </message>
    <message>
        <source>heat</source>
        <translation>マップ値</translation>
    </message>
</context>
<context>
    <name>widgets::ReferenceView</name>
    <message>
        <source>Mark that parts are found by</source>
        <translation>部品の検出に使うマーク</translation>
    </message>
    <message>
        <source>Drag a rectangle around what looks alike on every part; drag inside it to move it.
Arrow keys move it, with Shift its lower right corner. Double click: the usual one.</source>
        <translation>どの部品でも同じように見える部分をドラッグして四角形で囲みます。内側をドラッグすると移動します。
矢印キーで移動、Shift を押しながらで右下の角を移動。ダブルクリック: 標準に戻す。</translation>
    </message>
</context>
<context>
    <name>widgets::RemovableChip</name>
    <message>
        <source>Show all again (Esc)</source>
        <translation>すべての表示に戻す (Esc)</translation>
    </message>
    <message>
        <source>Remove: %1</source>
        <translation>削除: %1</translation>
    </message>
</context>
<context>
    <name>widgets::ReviewPanel</name>
    <message>
        <source>Not reviewed yet.</source>
        <translation>未レビュー。</translation>
    </message>
    <message>
        <source>somebody</source>
        <translation>名前なし</translation>
    </message>
    <message>
        <source>Overruled: %1, says %2, %3. The machine says %4.</source>
        <translation>判定変更: %1（%2、%3）。機械の判定は%4です。</translation>
    </message>
    <message>
        <source>%1, says %2, %3.</source>
        <translation>%1（%2、%3）。</translation>
    </message>
    <message>
        <source>Region %1</source>
        <translation>領域 %1</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>領域</translation>
    </message>
    <message>
        <source>Class, such as scratch</source>
        <translation>クラス（例: 傷）</translation>
    </message>
    <message>
        <source>Select a region first</source>
        <translation>先に領域を選択してください</translation>
    </message>
    <message>
        <source>Accept</source>
        <translation>承認</translation>
    </message>
    <message>
        <source>The part is good (A)</source>
        <translation>部品は良品です (A)</translation>
    </message>
    <message>
        <source>Reject</source>
        <translation>却下</translation>
    </message>
    <message>
        <source>The part is defective (R)</source>
        <translation>部品は不良品です (R)</translation>
    </message>
    <message>
        <source>Overrule</source>
        <translation>判定変更</translation>
    </message>
    <message>
        <source>The opposite of what the machine says (O)</source>
        <translation>機械の判定を反対にします (O)</translation>
    </message>
    <message>
        <source>Take Back</source>
        <translation>取り消し</translation>
    </message>
    <message>
        <source>Take your verdict back; the log keeps both</source>
        <translation>自分の判定を取り消します（記録には両方が残ります）</translation>
    </message>
    <message>
        <source>Really is</source>
        <translation>実際の状態</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>不明</translation>
    </message>
    <message>
        <source>Good</source>
        <translation>良品</translation>
    </message>
    <message>
        <source>Defective</source>
        <translation>不良品</translation>
    </message>
    <message>
        <source>What the part really is isn&apos;t known (U)</source>
        <translation>部品の実際の状態は不明です (U)</translation>
    </message>
    <message>
        <source>The part is really good; limits are tuned against this (G)</source>
        <translation>部品は実際に良品です。しきい値はこれを基に調整します (G)</translation>
    </message>
    <message>
        <source>The part is really defective; limits are tuned against this (B)</source>
        <translation>部品は実際に不良品です。しきい値はこれを基に調整します (B)</translation>
    </message>
    <message>
        <source>Class of the region</source>
        <translation>領域のクラス</translation>
    </message>
    <message>
        <source>Class of the selected region (L)</source>
        <translation>選択した領域のクラス (L)</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>メモ</translation>
    </message>
    <message>
        <source>Note on this part (N)</source>
        <translation>この部品のメモ (N)</translation>
    </message>
    <message>
        <source>Note on this part</source>
        <translation>この部品のメモ</translation>
    </message>
    <message>
        <source>%1 Judged blind: %2.</source>
        <translation>%1ブラインド判定: %2。</translation>
    </message>
</context>
<context>
    <name>widgets::RulerTool</name>
    <message>
        <source>Drag an end, or nudge it with the arrow keys. Enter: calibrate by this length. Esc: remove.</source>
        <translation>端をドラッグするか、矢印キーで微調整します。Enter: この長さでキャリブレーション。Esc: 削除。</translation>
    </message>
    <message>
        <source>Drag from end to end. Shift: level, upright or diagonal. Esc: done.</source>
        <translation>端から端までドラッグします。Shift: 水平、垂直、斜め。Esc: 終了。</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>across %1, down %2, %3°</source>
        <translation>横 %1、縦 %2、%3°</translation>
    </message>
</context>
<context>
    <name>widgets::ScoreEditor</name>
    <message>
        <source>Rule</source>
        <translation>規則</translation>
    </message>
    <message>
        <source>Mean of the top, both branches</source>
        <translation>両ブランチの上位の平均</translation>
    </message>
    <message>
        <source>Mean of the top</source>
        <translation>上位の平均</translation>
    </message>
    <message>
        <source>Greatest value</source>
        <translation>最大値</translation>
    </message>
    <message>
        <source>Share of the area</source>
        <translation>面積の割合</translation>
    </message>
    <message>
        <source>How one number is made of the heat. The first is the published one: both branches, before blending and smoothing.</source>
        <translation>ヒートマップから1つの数値を求める方法。1番目は論文で公開された方法で、合成と平滑化の前の両ブランチを使います。</translation>
    </message>
    <message>
        <source>Of the pixels</source>
        <translation>ピクセルの割合</translation>
    </message>
    <message>
        <source> %</source>
        <translation> %</translation>
    </message>
    <message>
        <source>At or above</source>
        <translation>値の下限</translation>
    </message>
    <message>
        <source>The score has limits too</source>
        <translation>スコアにもしきい値を適用</translation>
    </message>
    <message>
        <source>The worse of both verdicts counts: that of the regions and that of the score</source>
        <translation>領域の判定とスコアの判定のうち、悪いほうを採用します</translation>
    </message>
    <message>
        <source>Fail</source>
        <translation>不合格</translation>
    </message>
    <message>
        <source>A score that reaches this fails the part</source>
        <translation>スコアがこの値以上の部品は不合格になります</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>要確認</translation>
    </message>
    <message>
        <source>A score that reaches only this asks for a person</source>
        <translation>スコアがこの値以上で不合格に達しない部品は、人の確認が必要になります</translation>
    </message>
</context>
<context>
    <name>widgets::ScoreHistogram</name>
    <message numerus="yes">
        <source>Scores of %Ln part(s).</source>
        <translation>
            <numerusform>部品%Ln個のスコア。</numerusform>
        </translation>
    </message>
    <message>
        <source>Fail limit %1, review limit %2.</source>
        <translation>不合格しきい値 %1、要確認しきい値 %2。</translation>
    </message>
    <message>
        <source>Escapes %1, overkill %2.</source>
        <translation>見逃し %1、過検出 %2。</translation>
    </message>
    <message>
        <source>Score histogram</source>
        <translation>スコアのヒストグラム</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>対数</translation>
    </message>
    <message>
        <source>Few parts beside many: count on a logarithmic axis</source>
        <translation>部品数の差が大きい場合に、個数を対数軸で表示</translation>
    </message>
    <message>
        <source>Whole axis</source>
        <translation>軸全体</translation>
    </message>
    <message>
        <source>Show all scores from 0 to 1. The wheel zooms, with Shift it moves.</source>
        <translation>0～1のすべてのスコアを表示。ホイールで拡大・縮小、Shift を押しながらで移動。</translation>
    </message>
    <message>
        <source>Score shown</source>
        <translation>表示するスコア</translation>
    </message>
    <message>
        <source>The region score is judged by the recipe&apos;s limits, the image score by the limits on the score</source>
        <translation>領域スコアはレシピのしきい値で、画像スコアはスコアのしきい値で判定します</translation>
    </message>
</context>
<context>
    <name>widgets::SplitHandle</name>
    <message>
        <source>Dividing line</source>
        <translation>分割線</translation>
    </message>
    <message>
        <source>%1 % from the left</source>
        <translation>左から %1 %</translation>
    </message>
    <message>
        <source>Drag, or move with the arrow keys; a double click goes back to the middle</source>
        <translation>ドラッグまたは矢印キーで移動、ダブルクリックで中央に戻す</translation>
    </message>
</context>
<context>
    <name>widgets::StatisticsPanel</name>
    <message>
        <source>Statistics</source>
        <translation>統計</translation>
    </message>
    <message>
        <source>Label parts as good or defective (G / B, with Shift all that are shown) to see escapes and overkill.</source>
        <translation>部品に良品または不良品のラベルを付けると（G / B、Shift を押すと表示中の全部品）、見逃しと過検出を確認できます。</translation>
    </message>
    <message>
        <source>Escapes</source>
        <translation>見逃し</translation>
    </message>
    <message>
        <source>Defective parts that pass</source>
        <translation>合格になった不良品</translation>
    </message>
    <message>
        <source>Label defective parts (B) to see how many escape.</source>
        <translation>不良品にラベルを付けると (B)、見逃しの数を確認できます。</translation>
    </message>
    <message>
        <source>Overkill</source>
        <translation>過検出</translation>
    </message>
    <message>
        <source>Good parts that fail</source>
        <translation>不合格になった良品</translation>
    </message>
    <message>
        <source>Label good parts (G) to see how many fail.</source>
        <translation>良品にラベルを付けると (G)、不合格になる数を確認できます。</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>要確認</translation>
    </message>
    <message>
        <source>Labelled parts that a person has to look at</source>
        <translation>人の確認が必要なラベル付き部品</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>コスト</translation>
    </message>
</context>
<context>
    <name>widgets::SuggestionPanel</name>
    <message>
        <source>Escapes at most</source>
        <translation>見逃しの上限</translation>
    </message>
    <message>
        <source>Overkill at most</source>
        <translation>過検出の上限</translation>
    </message>
    <message>
        <source>Limit %1</source>
        <translation>しきい値 %1</translation>
    </message>
    <message>
        <source>Suggested limit</source>
        <translation>しきい値の提案</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>方法</translation>
    </message>
    <message>
        <source>&#xa0;%</source>
        <translation>&#xa0;%</translation>
    </message>
    <message>
        <source>Use as fail limit</source>
        <translation>不合格しきい値に使用</translation>
    </message>
    <message>
        <source>Use as review limit</source>
        <translation>要確認しきい値に使用</translation>
    </message>
    <message numerus="yes">
        <source>%Ln labelled part(s) fail(s) by another limit, whatever this one is.</source>
        <translation>
            <numerusform>ラベル付き部品%Ln個は、このしきい値にかかわらず別のしきい値で不合格になります。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>widgets::TileEditor</name>
    <message>
        <source>This picture would have more than %1 tiles and is not inspected: take at least %2 px.</source>
        <translation>この画像はタイルが%1枚を超えるため検査されません。%2 px 以上にしてください。</translation>
    </message>
    <message>
        <source>One patch of the model covers %1 × %2 %3 of this picture.</source>
        <translation>モデルの1パッチは、この画像の %1 × %2 %3 に相当します。</translation>
    </message>
    <message>
        <source>It fits into one tile.</source>
        <translation>画像全体が1枚のタイルに収まります。</translation>
    </message>
    <message numerus="yes">
        <source>%n tiles, about %n times as long.</source>
        <translation>
            <numerusform>タイル%n枚、所要時間は約%n倍です。</numerusform>
        </translation>
    </message>
    <message>
        <source>Look at the picture in tiles</source>
        <translation>画像をタイルに分割して検査</translation>
    </message>
    <message>
        <source>Small defects in a large picture are lost where the whole of it is shrunk to the model&apos;s input.
Each tile is looked at with the whole input; neighbours overlap by a fifth, and their heat passes over without a seam.</source>
        <translation>大きな画像の全体をモデルの入力サイズに縮小すると、小さな欠陥が失われます。
各タイルをモデルの入力全体で検査します。隣り合うタイルは5分の1重複し、ヒートマップは継ぎ目なくつながります。</translation>
    </message>
    <message>
        <source>Side of a tile</source>
        <translation>タイルの一辺</translation>
    </message>
    <message>
        <source> px</source>
        <translation> px</translation>
    </message>
    <message>
        <source>In pixels of the picture. The smaller the tiles, the smaller the defects that are seen, and the longer it takes.</source>
        <translation>画像のピクセル単位。タイルが小さいほど小さな欠陥を検出できますが、時間がかかります。</translation>
    </message>
</context>
<context>
    <name>widgets::TrainingPlot</name>
    <message>
        <source>Epoch %1: loss %2, pixel AP %3, image AUROC %4</source>
        <translation>エポック %1: 損失 %2、ピクセル AP %3、画像 AUROC %4</translation>
    </message>
    <message>
        <source> (the best)</source>
        <translation> （最良）</translation>
    </message>
    <message>
        <source>Epoch</source>
        <translation>エポック</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>損失</translation>
    </message>
    <message>
        <source>Pixel AP</source>
        <translation>ピクセル AP</translation>
    </message>
    <message>
        <source>Image AUROC</source>
        <translation>画像 AUROC</translation>
    </message>
    <message>
        <source>No training yet</source>
        <translation>学習はまだ行われていません</translation>
    </message>
    <message>
        <source>The loss of each step and the figures of each epoch appear here while the model learns.</source>
        <translation>モデルの学習中、各ステップの損失と各エポックの指標がここに表示されます。</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>学習</translation>
    </message>
    <message>
        <source>Pixel AP of the validation</source>
        <translation>検証のピクセル AP</translation>
    </message>
    <message>
        <source>Image AUROC of the validation</source>
        <translation>検証の画像 AUROC</translation>
    </message>
    <message>
        <source>Validation</source>
        <translation>検証</translation>
    </message>
</context>
<context>
    <name>widgets::TrendPlot</name>
    <message>
        <source>No scores yet</source>
        <translation>スコアはまだありません</translation>
    </message>
    <message>
        <source>Inspect parts: their scores stand here in order, so that a drift shows. A click on a point opens its part.</source>
        <translation>部品を検査すると、スコアがここに順に並び、ドリフトが分かります。点をクリックすると、その部品を開きます。</translation>
    </message>
    <message>
        <source>No part has a time</source>
        <translation>時刻のある部品がありません</translation>
    </message>
    <message>
        <source>Choose the order of files to see the scores.</source>
        <translation>スコアを表示するには、ファイル順を選択してください。</translation>
    </message>
    <message>
        <source>Part, in file order</source>
        <translation>部品（ファイル順）</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>時刻</translation>
    </message>
    <message numerus="yes">
        <source>Time (%Ln part(s) have none)</source>
        <translation>
            <numerusform>時刻（部品%Ln個は時刻なし）</numerusform>
        </translation>
    </message>
    <message>
        <source>parts %1 to %2</source>
        <translation>部品 %1～%2</translation>
    </message>
    <message>
        <source>parts from %1 to %2</source>
        <translation>%1～%2 の部品</translation>
    </message>
    <message>
        <source>%1: %2, score %3</source>
        <translation>%1: %2、スコア %3</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1、%2</translation>
    </message>
    <message>
        <source>Parts %1 to %2: %3 % fail, limits %4 to %5 %</source>
        <translation>部品 %1～%2: 不合格 %3 %、管理限界 %4～%5 %</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>順番</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>部品</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>スコア</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>判定</translation>
    </message>
    <message>
        <source>Fail %1</source>
        <translation>不合格 %1</translation>
    </message>
    <message>
        <source>Review %1</source>
        <translation>要確認 %1</translation>
    </message>
    <message>
        <source>File order</source>
        <translation>ファイル順</translation>
    </message>
    <message>
        <source>Order of the parts</source>
        <translation>部品の並び順</translation>
    </message>
    <message>
        <source>What the parts are ordered by</source>
        <translation>部品を並べる基準</translation>
    </message>
    <message>
        <source>No line</source>
        <translation>線なし</translation>
    </message>
    <message>
        <source>Running mean</source>
        <translation>移動平均</translation>
    </message>
    <message>
        <source>Fail rate</source>
        <translation>不合格率</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>線</translation>
    </message>
    <message>
        <source>Running mean of the score, or the share of failing parts in groups with its 3-sigma limits (p chart)</source>
        <translation>スコアの移動平均、または群ごとの不合格部品の割合と3シグマ管理限界（p 管理図）</translation>
    </message>
    <message>
        <source> parts</source>
        <translation> 個</translation>
    </message>
    <message>
        <source>Parts in a group</source>
        <translation>群の部品数</translation>
    </message>
    <message>
        <source>How many parts are taken together</source>
        <translation>まとめて計算する部品の数</translation>
    </message>
    <message>
        <source>% failing</source>
        <translation>不合格 %</translation>
    </message>
    <message>
        <source>Trend of the scores</source>
        <translation>スコアのトレンド</translation>
    </message>
    <message>
        <source>Wheel: zoom; with Ctrl the scores. Drag with Shift: move. Double click: show all. Drag: parts of a range.</source>
        <translation>ホイール: 拡大・縮小、Ctrl でスコア軸。Shift を押しながらドラッグ: 移動。ダブルクリック: すべて表示。ドラッグ: 範囲内の部品。</translation>
    </message>
</context>
<context>
    <name>widgets::VerdictChip</name>
    <message numerus="yes">
        <source>%n failing part(s)</source>
        <translation>
            <numerusform>不合格の部品%n個</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n part(s) to review</source>
        <translation>
            <numerusform>要確認の部品%n個</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n part(s) with an error</source>
        <translation>
            <numerusform>エラーの部品%n個</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n passing part(s)</source>
        <translation>
            <numerusform>合格の部品%n個</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n part(s) not inspected</source>
        <translation>
            <numerusform>未検査の部品%n個</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>widgets::VerdictPanel</name>
    <message>
        <source>No part is open.</source>
        <translation>部品が開かれていません。</translation>
    </message>
    <message>
        <source>Waiting for its turn.</source>
        <translation>順番を待っています。</translation>
    </message>
    <message>
        <source>The model is looking at it.</source>
        <translation>モデルが検査しています。</translation>
    </message>
    <message>
        <source>Cancelled before it was inspected.</source>
        <translation>検査前にキャンセルされました。</translation>
    </message>
</context>
<context>
    <name>widgets::VerdictTable</name>
    <message>
        <source>All</source>
        <translation>合計</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>label, verdict</comment>
        <translation>%1、%2</translation>
    </message>
</context>
<context>
    <name>widgets::ZoneLimits</name>
    <message>
        <source>Fail</source>
        <translation>不合格</translation>
    </message>
    <message>
        <source>A region in this zone that reaches this fails the part</source>
        <translation>このゾーンにこの値以上の領域があると、部品は不合格になります</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>要確認</translation>
    </message>
    <message>
        <source>A region in this zone that reaches only this asks for a person</source>
        <translation>このゾーンにこの値以上で不合格に達しない領域があると、人の確認が必要になります</translation>
    </message>
    <message>
        <source>Area</source>
        <translation>面積</translation>
    </message>
    <message>
        <source>Smaller regions in this zone are left out</source>
        <translation>このゾーンでこれより小さい領域は除外します</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>長さ</translation>
    </message>
    <message>
        <source>Shorter regions in this zone are left out; the longest way across counts</source>
        <translation>このゾーンでこれより短い領域は除外します（最長の差し渡しで判断）</translation>
    </message>
    <message>
        <source>Regions grow below the limit</source>
        <translation>しきい値未満にも領域を拡張</translation>
    </message>
    <message>
        <source>A region begins where a limit is reached and spreads as far as the heat stays above a lower one</source>
        <translation>領域はしきい値に達した場所から始まり、値がより低いしきい値を上回る範囲まで広がります</translation>
    </message>
    <message>
        <source>Down to</source>
        <translation>拡張の下限</translation>
    </message>
</context>
<context>
    <name>widgets::ZoneListModel</name>
    <message>
        <source>Zone</source>
        <translation>ゾーン</translation>
    </message>
    <message>
        <source>Don&apos;t care</source>
        <translation>対象外</translation>
    </message>
    <message>
        <source>Judged by its own limits; later zones lie over earlier ones</source>
        <translation>固有のしきい値で判定します。後のゾーンは前のゾーンの上に重なります</translation>
    </message>
    <message>
        <source>Never judged, whatever zone lies there</source>
        <translation>どのゾーンがあっても判定しません</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>番号</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>種類</translation>
    </message>
</context>
<context>
    <name>widgets::ZonePanel</name>
    <message>
        <source>Limits of %1</source>
        <translation>%1 のしきい値</translation>
    </message>
    <message>
        <source>Select a zone to set its own limits. Whatever lies in no zone is judged by the recipe&apos;s limits.</source>
        <translation>固有のしきい値を設定するゾーンを選択してください。どのゾーンにも含まれない部分は、レシピのしきい値で判定されます。</translation>
    </message>
    <message>
        <source>Nothing inside is ever judged, whatever zone lies there.</source>
        <translation>この内側は、どのゾーンがあっても判定されません。</translation>
    </message>
    <message>
        <source>Zones and don&apos;t-care areas</source>
        <translation>ゾーンと対象外領域</translation>
    </message>
    <message>
        <source>A zone is a part of the picture with limits of its own, such as a sealing face that must be flawless. A don&apos;t-care area is never judged, such as a label. Choose a kind and a form above, then draw over the picture.</source>
        <translation>ゾーンは、傷が許されないシール面など、固有のしきい値を持つ画像の一部です。対象外領域は、貼付ラベルなど、判定しない部分です。上で種類と形状を選択し、画像上に描画してください。</translation>
    </message>
</context>
<context>
    <name>widgets::ZoneTool</name>
    <message>
        <source>The line would cross itself here</source>
        <translation>ここでは線が交差します</translation>
    </message>
    <message>
        <source>Click to set the first point</source>
        <translation>クリックして最初の点を指定</translation>
    </message>
    <message>
        <source>Click to set points · Backspace takes one back · Esc cancels</source>
        <translation>クリックして点を指定 · Backspace で1つ戻す · Esc で中止</translation>
    </message>
    <message>
        <source>Enter or a click on the first point closes · Backspace takes one back · Esc cancels</source>
        <translation>Enter または最初の点をクリックして閉じる · Backspace で1つ戻す · Esc で中止</translation>
    </message>
    <message>
        <source>Drag a rectangle · Shift: square · Esc: no more drawing</source>
        <translation>ドラッグして長方形を描画 · Shift: 正方形 · Esc: 描画を終了</translation>
    </message>
    <message>
        <source>Drag an ellipse · Shift: circle · Esc: no more drawing</source>
        <translation>ドラッグして楕円を描画 · Shift: 円 · Esc: 描画を終了</translation>
    </message>
    <message>
        <source>Shift: 45° steps · Alt: no snapping · Esc cancels</source>
        <translation>Shift: 45° 刻み · Alt: スナップなし · Esc で中止</translation>
    </message>
    <message>
        <source>Choose a form to draw a zone or a don&apos;t-care area</source>
        <translation>ゾーンまたは対象外領域を描画するには、形状を選択</translation>
    </message>
    <message>
        <source>Click a zone or a don&apos;t-care area to edit it</source>
        <translation>ゾーンまたは対象外領域をクリックして編集</translation>
    </message>
    <message>
        <source>Drag points or the whole shape · a double click on the line adds a point · Delete removes the shape</source>
        <translation>点または図形全体をドラッグ · 線をダブルクリックして点を追加 · Delete で図形を削除</translation>
    </message>
    <message>
        <source>Drag or use the arrow keys · Delete removes the point</source>
        <translation>ドラッグまたは矢印キーで移動 · Delete で点を削除</translation>
    </message>
    <message>
        <source>A shape has at least three points · Esc, then Delete removes the shape</source>
        <translation>図形には3つ以上の点が必要 · Esc の後 Delete で図形を削除</translation>
    </message>
    <message>
        <source>A recipe has at most %1 zones · Esc, then remove one first</source>
        <translation>レシピのゾーンは最大%1個 · Esc の後、先に1つ削除</translation>
    </message>
</context>
<context>
    <name>widgets::ZoneTools</name>
    <message>
        <source>Zone</source>
        <translation>ゾーン</translation>
    </message>
    <message>
        <source>What is drawn next has limits of its own</source>
        <translation>次に描く図形に固有のしきい値を設定します</translation>
    </message>
    <message>
        <source>Don&apos;t care</source>
        <translation>対象外</translation>
    </message>
    <message>
        <source>What is drawn next is never judged</source>
        <translation>次に描く図形の内側は判定しません</translation>
    </message>
    <message>
        <source>Select and edit</source>
        <translation>選択と編集</translation>
    </message>
    <message>
        <source>Drag points and shapes on the picture</source>
        <translation>画像上で点と図形をドラッグ</translation>
    </message>
    <message>
        <source>Polygon</source>
        <translation>多角形</translation>
    </message>
    <message>
        <source>Click point by point on the picture</source>
        <translation>画像上で点を順にクリック</translation>
    </message>
    <message>
        <source>Rectangle</source>
        <translation>長方形</translation>
    </message>
    <message>
        <source>Drag it on the picture</source>
        <translation>画像上でドラッグ</translation>
    </message>
    <message>
        <source>Ellipse</source>
        <translation>楕円</translation>
    </message>
    <message>
        <source>Earlier</source>
        <translation>前へ</translation>
    </message>
    <message>
        <source>Alt+Up in the list</source>
        <translation>一覧で Alt+Up</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>後へ</translation>
    </message>
    <message>
        <source>Later zones lie over earlier ones (Alt+Down in the list)</source>
        <translation>後のゾーンは前のゾーンの上に重なります（一覧で Alt+Down）</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>複製</translation>
    </message>
    <message>
        <source>Ctrl+D in the list</source>
        <translation>一覧で Ctrl+D</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>削除</translation>
    </message>
    <message>
        <source>Delete in the list</source>
        <translation>一覧で Delete</translation>
    </message>
</context>
</TS>
