<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Arguments</name>
    <message>
        <source>There is no option “%1”. --help lists those there are.</source>
        <translation>没有选项“%1”。--help 列出所有选项。</translation>
    </message>
    <message>
        <source>There is no option “%1”. Did you mean “--%2”?</source>
        <translation>没有选项“%1”。您是否想用“--%2”？</translation>
    </message>
    <message>
        <source>The option “--%1” is given twice.</source>
        <translation>选项“--%1”重复出现。</translation>
    </message>
    <message>
        <source>The option “--%1” takes no value.</source>
        <translation>选项“--%1”不带值。</translation>
    </message>
    <message>
        <source>The option “--%1” needs a value: %2</source>
        <translation>选项“--%1”需要一个值：%2</translation>
    </message>
</context>
<context>
    <name>CommandLine</name>
    <message>
        <source>Shows where parts are defective, zero-shot, with VCP-CLIP.</source>
        <translation>用 VCP-CLIP 零样本显示零件的缺陷位置。</translation>
    </message>
    <message>
        <source>Images and folders to open.</source>
        <translation>要打开的图像和文件夹。</translation>
    </message>
    <message>
        <source>Model bundle to use.</source>
        <translation>要使用的模型包。</translation>
    </message>
    <message>
        <source>folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>CLIP weights, together with --vcp.</source>
        <translation>CLIP 权重，与 --vcp 一起使用。</translation>
    </message>
    <message>
        <source>file</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>VCP-CLIP weights, together with --clip.</source>
        <translation>VCP-CLIP 权重，与 --clip 一起使用。</translation>
    </message>
    <message>
        <source>auto, cpu, cuda or cuda:N.</source>
        <translation>auto、cpu、cuda 或 cuda:N。</translation>
    </message>
    <message>
        <source>device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Write the log to the terminal as well.</source>
        <translation>同时将日志写到终端。</translation>
    </message>
    <message>
        <source>Print the version and end.</source>
        <translation>显示版本并退出。</translation>
    </message>
</context>
<context>
    <name>ErrorText</name>
    <message>
        <source>The file “%1” does not exist. Check its name, and whether its drive is connected.</source>
        <translation>文件“%1”不存在。请检查文件名，以及所在的驱动器是否已连接。</translation>
    </message>
    <message>
        <source>The file “%1” could not be read: %2. Check its permissions and its drive.</source>
        <translation>无法读取文件“%1”：%2。请检查其权限和所在的驱动器。</translation>
    </message>
    <message>
        <source>The file “%1” is empty. Copy it again from its source.</source>
        <translation>文件“%1”是空的。请从来源处重新复制。</translation>
    </message>
    <message>
        <source>“%1” could not be written: %2. Check the folder&apos;s permissions and the free space.</source>
        <translation>无法写入“%1”：%2。请检查文件夹权限和剩余空间。</translation>
    </message>
    <message>
        <source>“%1” is not an image that can be read. PNG, JPEG, BMP, TIFF and WebP are.</source>
        <translation>“%1”不是可读取的图像。支持 PNG、JPEG、BMP、TIFF 和 WebP。</translation>
    </message>
    <message>
        <source>The image “%1” ends early: the file is truncated. Copy it again from its source.</source>
        <translation>图像“%1”不完整：文件被截断。请从来源处重新复制。</translation>
    </message>
    <message>
        <source>The image “%1” is damaged and could not be decoded. Copy it again from its source.</source>
        <translation>图像“%1”已损坏，无法解码。请从来源处重新复制。</translation>
    </message>
    <message>
        <source>The image “%1” is too large: %2 × %3 pixels, at most %4 megapixels are read. Cut it into parts.</source>
        <translation>图像“%1”过大：%2 × %3 像素，最多读取 %4 百万像素。请将其裁切成几块。</translation>
    </message>
    <message>
        <source>The image “%1” uses a feature that is not supported: %2. Save it as an 8-bit RGB or grey image.</source>
        <translation>图像“%1”使用了不支持的特性：%2。请另存为 8 位 RGB 或灰度图像。</translation>
    </message>
    <message>
        <source>“%1” is not a weight file: it is neither a PyTorch nor a safetensors file. Choose another file.</source>
        <translation>“%1”不是权重文件：既不是 PyTorch 文件，也不是 safetensors 文件。请选择其他文件。</translation>
    </message>
    <message>
        <source>The weight file “%1” ends early: %2 bytes are needed, %3 are there. Download or copy it again.</source>
        <translation>权重文件“%1”不完整：需要 %2 字节，实际只有 %3 字节。请重新下载或复制。</translation>
    </message>
    <message>
        <source>The weight file “%1” is damaged (at: %2). Download or copy it again.</source>
        <translation>权重文件“%1”已损坏（位置：%2）。请重新下载或复制。</translation>
    </message>
    <message>
        <source>The weight file “%1” holds a compressed entry, “%2”; weight files store theirs uncompressed. Save it again with PyTorch.</source>
        <translation>权重文件“%1”含有压缩条目“%2”；权重文件的条目应不压缩。请用 PyTorch 重新保存。</translation>
    </message>
    <message>
        <source>The weight file “%1” asks Python to run “%2”; weight files never need that, so it was refused. Nothing was executed.</source>
        <translation>权重文件“%1”要求 Python 运行“%2”；权重文件从不需要这样做，因此已被拒绝。没有执行任何代码。</translation>
    </message>
    <message>
        <source>The weight file “%1” holds an instruction that weight files never need (opcode %2 at offset %3), so it was refused. Nothing was executed.</source>
        <translation>权重文件“%1”含有权重文件从不需要的指令（操作码 %2，偏移 %3），因此已被拒绝。没有执行任何代码。</translation>
    </message>
    <message>
        <source>The weight file “%1” is incomplete: tensor %2 %3 is missing. Choose the complete file.</source>
        <translation>权重文件“%1”不完整：缺少张量 %2 %3。请选择完整的文件。</translation>
    </message>
    <message>
        <source>The weight file “%1” does not fit: it holds a tensor that is not expected, %2 %3. Choose the weights of another model.</source>
        <translation>权重文件“%1”不适用：含有意外的张量 %2 %3。请选择其他模型的权重。</translation>
    </message>
    <message>
        <source>The weight file “%1” does not fit: tensor %2 is %3, expected %4.</source>
        <translation>权重文件“%1”不适用：张量 %2 为 %3，应为 %4。</translation>
    </message>
    <message>
        <source>The weight file “%1” does not fit: tensor %2 is of type %3, floating-point numbers are expected.</source>
        <translation>权重文件“%1”不适用：张量 %2 的类型为 %3，应为浮点数。</translation>
    </message>
    <message>
        <source>The weight file “%1” cannot be used: tensor %2 holds %3 values that are infinite or not a number. Choose another checkpoint.</source>
        <translation>权重文件“%1”无法使用：张量 %2 含有 %3 个无穷大或非数值。请选择其他检查点。</translation>
    </message>
    <message>
        <source>The weight file “%1” is of the wrong kind: found %2, expected %3. Choose another file.</source>
        <translation>权重文件“%1”的种类不对：实际为 %2，应为 %3。请选择其他文件。</translation>
    </message>
    <message>
        <source>The model description “%1” is not valid at “%2”. Correct it, or import the model again.</source>
        <translation>模型描述“%1”在“%2”处无效。请更正，或重新导入模型。</translation>
    </message>
    <message>
        <source>The file “%1” is not the one that its model describes: its SHA-256 is %2, expected %3. Copy it again from its source.</source>
        <translation>文件“%1”与模型描述不符：其 SHA-256 为 %2，应为 %3。请从来源处重新复制。</translation>
    </message>
    <message>
        <source>The recipe “%1” is not valid at “%2”. Correct it, or save it again from the program.</source>
        <translation>配方“%1”在“%2”处无效。请更正，或在程序中重新保存。</translation>
    </message>
    <message>
        <source>CLIP and VCP-CLIP weights do not belong together: %1 gives %2, %3 wants %4. Choose the pair that was trained together.</source>
        <translation>CLIP 权重与 VCP-CLIP 权重不匹配：%1 给出 %2，%3 需要 %4。请选择一起训练的一对文件。</translation>
    </message>
    <message>
        <source>The image size %1 does not fit: it must be a multiple of the patch size %2, such as %3 or %4.</source>
        <translation>图像尺寸 %1 不适用：必须是图块尺寸 %2 的倍数，例如 %3 或 %4。</translation>
    </message>
    <message>
        <source>The layers “%1” do not fit: of the tower&apos;s %2 layers the weights read %3, so give as many ascending numbers from 1 to %2.</source>
        <translation>层“%1”不适用：编码器共有 %2 层，权重读取其中 %3 层，请给出同样多个从 1 到 %2 的递增数字。</translation>
    </message>
    <message>
        <source>The device “%1” is not available on this computer. Choose “cpu” or “auto”.</source>
        <translation>此计算机上没有设备“%1”。请选择“cpu”或“auto”。</translation>
    </message>
    <message>
        <source>The precision “%1” is not available with the device “%2”. Choose “fp32” or “auto”.</source>
        <translation>设备“%2”不支持精度“%1”。请选择“fp32”或“auto”。</translation>
    </message>
    <message>
        <source>There is not enough memory. Close other programs, or choose a smaller image size.</source>
        <translation>内存不足。请关闭其他程序，或选择较小的图像尺寸。</translation>
    </message>
    <message>
        <source>The program made a mistake: it gave the engine something invalid (%1). Please report this with the log.</source>
        <translation>程序出错：向引擎提供了无效内容（%1）。请附上日志报告此问题。</translation>
    </message>
    <message>
        <source>A library that the program uses failed: %1. Please report this with the log.</source>
        <translation>程序使用的某个库出错：%1。请附上日志报告此问题。</translation>
    </message>
    <message>
        <source>“%1”: %2</source>
        <comment>file: sentence</comment>
        <translation>“%1”：%2</translation>
    </message>
    <message>
        <source>neither CLIP nor VCP-CLIP weights</source>
        <translation>既非 CLIP 权重也非 VCP-CLIP 权重</translation>
    </message>
    <message>
        <source>without a name</source>
        <translation>未命名</translation>
    </message>
</context>
<context>
    <name>Inspect</name>
    <message>
        <source>inspect images and folders, write results</source>
        <translation>检测图像和文件夹，写出结果</translation>
    </message>
    <message>
        <source>what a weight file or a model bundle holds</source>
        <translation>权重文件或模型包的内容</translation>
    </message>
    <message>
        <source>no progress and no warnings on stderr</source>
        <translation>不在标准错误上输出进度和警告</translation>
    </message>
    <message>
        <source>the log on stderr</source>
        <translation>在标准错误上输出日志</translation>
    </message>
    <message>
        <source>this help</source>
        <translation>显示此帮助</translation>
    </message>
    <message>
        <source>vcp-inspect COMMAND ...

Finds defects in images of parts, without training, as VCP-CLIP Workbench does.

Commands:</source>
        <translation>vcp-inspect COMMAND ...

无需训练即可在零件图像中查找缺陷，与 VCP-CLIP 工作台相同。

命令：</translation>
    </message>
    <message>
        <source>vcp-inspect COMMAND --help says more of each; vcp-inspect --version names the version.</source>
        <translation>vcp-inspect COMMAND --help 说明各个命令；vcp-inspect --version 显示版本。</translation>
    </message>
    <message>
        <source>There is no command “%1” in this version. vcp-inspect --help lists those there are.</source>
        <translation>此版本中没有命令“%1”。vcp-inspect --help 列出所有命令。</translation>
    </message>
    <message>
        <source>There is no command “%1”. Did you mean “%2”?</source>
        <translation>没有命令“%1”。您是否想用“%2”？</translation>
    </message>
    <message>
        <source>Stopped before the first image; nothing was written.</source>
        <translation>在第一幅图像之前停止；没有写出任何内容。</translation>
    </message>
</context>
<context>
    <name>Log</name>
    <message>
        <source>The log cannot be written: %1</source>
        <translation>无法写入日志：%1</translation>
    </message>
</context>
<context>
    <name>ModelChoice</name>
    <message>
        <source>“%1” is no image size. Give a number of pixels, such as --image-size 518.</source>
        <translation>“%1”不是图像尺寸。请给出像素数，例如 --image-size 518。</translation>
    </message>
    <message>
        <source>“%1” is no list of layers. Give their numbers, such as --layers 6,12,18,24.</source>
        <translation>“%1”不是层的列表。请给出层号，例如 --layers 6,12,18,24。</translation>
    </message>
    <message>
        <source>There is no device “%1”. Choose auto, cpu, cuda or cuda:0.</source>
        <translation>没有设备“%1”。请选择 auto、cpu、cuda 或 cuda:0。</translation>
    </message>
    <message>
        <source>There is no precision “%1”. Choose auto, fp32, bf16 or fp16.</source>
        <translation>没有精度“%1”。请选择 auto、fp32、bf16 或 fp16。</translation>
    </message>
    <message>
        <source>Give either --model, or --clip and --vcp.</source>
        <translation>请给出 --model，或者同时给出 --clip 和 --vcp。</translation>
    </message>
    <message>
        <source>--clip and --vcp go together: give both weight files.</source>
        <translation>--clip 与 --vcp 须一起使用：请给出两个权重文件。</translation>
    </message>
    <message>
        <source>model bundle: a folder with a model.json (default: the bundled one)</source>
        <translation>模型包：含有 model.json 的文件夹（默认：自带模型）</translation>
    </message>
    <message>
        <source>CLIP weights, together with --vcp instead of --model</source>
        <translation>CLIP 权重，与 --vcp 一起代替 --model</translation>
    </message>
    <message>
        <source>VCP-CLIP weights</source>
        <translation>VCP-CLIP 权重</translation>
    </message>
    <message>
        <source>side of the model&apos;s input in pixels (default: the bundle&apos;s, or 518)</source>
        <translation>模型输入的边长，以像素为单位（默认：模型包的值，或 518）</translation>
    </message>
    <message>
        <source>tapped layers (default: the bundle&apos;s, or quarters of the depth)</source>
        <translation>抽取层（默认：模型包的值，或深度的各四分之一处）</translation>
    </message>
    <message>
        <source>auto, cpu, cuda or cuda:N (default: auto)</source>
        <translation>auto、cpu、cuda 或 cuda:N（默认：auto）</translation>
    </message>
    <message>
        <source>auto, fp32, bf16 or fp16 (default: auto)</source>
        <translation>auto、fp32、bf16 或 fp16（默认：auto）</translation>
    </message>
</context>
<context>
    <name>ModelCommand</name>
    <message>
        <source>one JSON object instead of text</source>
        <translation>输出一个 JSON 对象而不是文本</translation>
    </message>
    <message>
        <source>vcp-inspect model [--json] FILE|DIR

Says what a weight file or a model bundle holds, and what is wrong with it. Nothing in the file is executed.
Returns 0 when it can be used, 2 when it cannot.</source>
        <translation>vcp-inspect model [--json] FILE|DIR

说明权重文件或模型包的内容及其问题。不会执行文件中的任何代码。
可用时返回 0，不可用时返回 2。</translation>
    </message>
    <message>
        <source>Name one weight file, or one folder with a model.json.</source>
        <translation>请指定一个权重文件，或一个含有 model.json 的文件夹。</translation>
    </message>
</context>
<context>
    <name>ModelFacts</name>
    <message>
        <source>OpenAI&apos;s published weights.</source>
        <translation>OpenAI 发布的权重。</translation>
    </message>
    <message>
        <source>Published weights, trained on VisA: use them for products outside that data set.</source>
        <translation>已发布的权重，在 VisA 上训练：请用于该数据集之外的产品。</translation>
    </message>
    <message>
        <source>Published weights, trained on MVTec AD: use them for products outside that data set.</source>
        <translation>已发布的权重，在 MVTec AD 上训练：请用于该数据集之外的产品。</translation>
    </message>
    <message>
        <source>Not one of the published files.</source>
        <translation>不是已发布的文件。</translation>
    </message>
    <message numerus="yes">
        <source>%1, %n layers, %2 wide, trained at %3 px</source>
        <translation>
            <numerusform>%1，%n 层，宽 %2，训练尺寸 %3 px</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 px</source>
        <translation>%1 px</translation>
    </message>
    <message numerus="yes">
        <source>%n taps</source>
        <translation>
            <numerusform>抽取 %n 层</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n taps, for a vision tower %1 wide and a text tower %2 wide</source>
        <translation>
            <numerusform>抽取 %n 层，用于宽 %1 的视觉编码器和宽 %2 的文本编码器</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ModelReport</name>
    <message>
        <source>vision</source>
        <translation>视觉</translation>
    </message>
    <message>
        <source>width %1, %2 layers, patch %3 px, trained on %4 × %4 patches (%5 px)</source>
        <translation>宽 %1，%2 层，图块 %3 px，训练于 %4 × %4 图块（%5 px）</translation>
    </message>
    <message>
        <source>text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>width %1, %2 layers, %3 places, vocabulary of %4</source>
        <translation>宽 %1，%2 层，%3 个位置，词表 %4</translation>
    </message>
    <message>
        <source>embedding</source>
        <translation>嵌入</translation>
    </message>
    <message>
        <source>made for</source>
        <translation>适用于</translation>
    </message>
    <message>
        <source>vision width %1, embedding %2, %3 text layers</source>
        <translation>视觉宽 %1，嵌入 %2，%3 个文本层</translation>
    </message>
    <message>
        <source>learned</source>
        <translation>学习所得</translation>
    </message>
    <message>
        <source>%1 tapped layers, context tokens: %2, prompt tokens: %3</source>
        <translation>%1 个抽取层，上下文标记：%2，提示标记：%3</translation>
    </message>
    <message>
        <source>family</source>
        <translation>种类</translation>
    </message>
    <message>
        <source>unusable</source>
        <translation>不可用</translation>
    </message>
    <message>
        <source>names of %1</source>
        <translation>%1 的名称</translation>
    </message>
    <message>
        <source>tensors</source>
        <translation>张量</translation>
    </message>
    <message>
        <source>parameters</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>input</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>%1 px, layers %2</source>
        <translation>%1 px，层 %2</translation>
    </message>
    <message>
        <source>recipe</source>
        <translation>配方</translation>
    </message>
    <message>
        <source>bundle</source>
        <translation>模型包</translation>
    </message>
    <message>
        <source>complete: both files fit, and are the ones described</source>
        <translation>完整：两个文件匹配，且与描述一致</translation>
    </message>
</context>
<context>
    <name>Numbers</name>
    <message>
        <source>%1&#xa0;px²</source>
        <translation>%1&#xa0;px²</translation>
    </message>
</context>
<context>
    <name>PartSentence</name>
    <message>
        <source>%1: waiting.</source>
        <translation>%1：等待中。</translation>
    </message>
    <message>
        <source>%1: being inspected.</source>
        <translation>%1：正在检测。</translation>
    </message>
    <message>
        <source>%1: cancelled before it was inspected.</source>
        <translation>%1：检测前已取消。</translation>
    </message>
    <message>
        <source>%1: not inspected. %2</source>
        <translation>%1：未检测。%2</translation>
    </message>
    <message numerus="yes">
        <source>%n defect(s)</source>
        <translation>
            <numerusform>%n 处缺陷</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: pass, score %2, %3.</source>
        <translation>%1：合格，得分 %2，%3。</translation>
    </message>
    <message>
        <source>%1: review, score %2, %3.</source>
        <translation>%1：待复核，得分 %2，%3。</translation>
    </message>
    <message>
        <source>%1: fail, score %2, %3.</source>
        <translation>%1：不合格，得分 %2，%3。</translation>
    </message>
</context>
<context>
    <name>Progress</name>
    <message>
        <source>%1 of %2 images, %3 ms per image, %4 left</source>
        <translation>已检测 %1 / %2 幅图像，每幅 %3 毫秒，剩余 %4</translation>
    </message>
    <message>
        <source>Loading the model: %1 %</source>
        <translation>正在加载模型：%1 %</translation>
    </message>
</context>
<context>
    <name>RecipeStep</name>
    <message>
        <source>change of limits</source>
        <translation>更改限值</translation>
    </message>
</context>
<context>
    <name>Run</name>
    <message>
        <source>Reports are not part of this version of vcp-inspect. Run again without --report.</source>
        <translation>此版本的 vcp-inspect 不支持报告。请去掉 --report 后重新运行。</translation>
    </message>
    <message>
        <source>Say where the results go: --out DIR</source>
        <translation>请指定结果的位置：--out DIR</translation>
    </message>
    <message>
        <source>Name the images or folders to inspect.</source>
        <translation>请指定要检测的图像或文件夹。</translation>
    </message>
    <message>
        <source>“%1” holds no image: PNG, JPEG, BMP, TIFF and WebP files are looked for, in subfolders too.</source>
        <translation>“%1”中没有图像：查找的是 PNG、JPEG、BMP、TIFF 和 WebP 文件，包括子文件夹。</translation>
    </message>
    <message>
        <source>Warning: this computer uses the slow reference BLAS (%1); inspection takes tens of times longer. Install the package libopenblas0-pthread.</source>
        <translation>警告：此计算机使用较慢的参考 BLAS (%1)；检测耗时会增加数十倍。请安装软件包 libopenblas0-pthread。</translation>
    </message>
    <message numerus="yes">
        <source>%n images</source>
        <translation>
            <numerusform>%n 幅图像</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n pass</source>
        <translation>
            <numerusform>%n 合格</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n review</source>
        <translation>
            <numerusform>%n 待复核</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n fail</source>
        <translation>
            <numerusform>%n 不合格</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n error</source>
        <translation>
            <numerusform>%n 错误</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: %2, %3, %4, %5; results in %6</source>
        <translation>%1：%2，%3，%4，%5；结果位于 %6</translation>
    </message>
    <message>
        <source>recipe with limits, as saved by the program (default: the model&apos;s)</source>
        <translation>含有限值的配方，由程序保存（默认：模型的配方）</translation>
    </message>
    <message>
        <source>folder for results.csv, defects.csv and results.json</source>
        <translation>存放 results.csv、defects.csv 和 results.json 的文件夹</translation>
    </message>
    <message>
        <source>also write maps/&lt;stem&gt;.tiff: the anomaly map, float32, 0 to 1</source>
        <translation>另写出 maps/&lt;stem&gt;.tiff：异常图，float32，0 到 1</translation>
    </message>
    <message>
        <source>and both branches: maps/&lt;stem&gt;.pre.tiff and .post.tiff</source>
        <translation>以及两个分支：maps/&lt;stem&gt;.pre.tiff 和 .post.tiff</translation>
    </message>
    <message>
        <source>also write overlays/&lt;stem&gt;.png: the image with heat and contours</source>
        <translation>另写出 overlays/&lt;stem&gt;.png：带热图和轮廓的图像</translation>
    </message>
    <message>
        <source>vcp-inspect run [options] --out DIR PATH...

Inspects images, and folders with all their subfolders.
Returns 0 when every part passes, 1 when one fails or needs review, 2 for wrong usage or an unusable
model or recipe, 3 when an input could not be read.</source>
        <translation>vcp-inspect run [options] --out DIR PATH...

检测图像，以及文件夹和其所有子文件夹。
全部零件合格时返回 0；有零件不合格或待复核时返回 1；用法错误或模型、配方不可用时返回 2；
有输入无法读取时返回 3。</translation>
    </message>
    <message>
        <source>Stopped before the last image: %1 of %2 are done and written.</source>
        <translation>在最后一幅图像之前停止：已完成并写出 %1 幅，共 %2 幅。</translation>
    </message>
</context>
<context>
    <name>TimeLeft</name>
    <message>
        <source>less than 10 s left</source>
        <translation>剩余不到 10 秒</translation>
    </message>
    <message>
        <source>%1 s left</source>
        <translation>剩余 %1 秒</translation>
    </message>
    <message>
        <source>%1 min left</source>
        <translation>剩余 %1 分钟</translation>
    </message>
    <message>
        <source>%1 h left</source>
        <translation>剩余 %1 小时</translation>
    </message>
    <message>
        <source>%1 h %2 min left</source>
        <translation>剩余 %1 小时 %2 分钟</translation>
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
        <translation>复核</translation>
    </message>
    <message>
        <source>Fail</source>
        <translation>不合格</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>检测中</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>等待</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>已取消</translation>
    </message>
</context>
<context>
    <name>VerdictSentence</name>
    <message>
        <source>The part fails.</source>
        <translation>零件不合格。</translation>
    </message>
    <message>
        <source>The part wants a person&apos;s look.</source>
        <translation>零件需要人工查看。</translation>
    </message>
    <message>
        <source>Region %1: peak %2 ≥ limit %3, area %4 ≥ %5.</source>
        <translation>区域 %1：峰值 %2 ≥ 限值 %3，面积 %4 ≥ %5。</translation>
    </message>
    <message>
        <source>Region %1: peak %2 ≥ review limit %3, area %4 ≥ %5.</source>
        <translation>区域 %1：峰值 %2 ≥ 复核限值 %3，面积 %4 ≥ %5。</translation>
    </message>
    <message numerus="yes">
        <source>%n more region(s) reach(es) it.</source>
        <translation>
            <numerusform>另有 %n 个区域达到该限值。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more region(s) to review.</source>
        <translation>
            <numerusform>另有 %n 个区域待复核。</numerusform>
        </translation>
    </message>
    <message>
        <source>No region is large enough: highest value %1, every region below %2.</source>
        <translation>没有足够大的区域：最高值 %1，所有区域都小于 %2。</translation>
    </message>
    <message>
        <source>No region reaches the limits. Highest value %1, review limit %2.</source>
        <translation>没有区域达到限值。最高值 %1，复核限值 %2。</translation>
    </message>
</context>
<context>
    <name>app::CanvasPresenter</name>
    <message>
        <source>Drop part images or a folder here</source>
        <translation>将零件图像或文件夹拖放到此处</translation>
    </message>
    <message>
        <source>Every image is inspected at once, on this computer. There is nothing to train and nothing to set up.</source>
        <translation>每幅图像都会立即在此计算机上检测。无需训练，无需设置。</translation>
    </message>
    <message>
        <source>Open Sample Parts</source>
        <translation>打开示例零件</translation>
    </message>
    <message>
        <source>Opening %1…</source>
        <translation>正在打开 %1…</translation>
    </message>
    <message>
        <source>This picture can&apos;t be shown</source>
        <translation>无法显示此图像</translation>
    </message>
    <message>
        <source>Waiting for the model.</source>
        <translation>正在等待模型。</translation>
    </message>
</context>
<context>
    <name>app::FileField</name>
    <message>
        <source>Drop a file here</source>
        <translation>将文件拖放到此处</translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation>浏览…</translation>
    </message>
    <message>
        <source>Browse for %1</source>
        <translation>浏览%1</translation>
    </message>
    <message>
        <source>Weights (*.pt *.pth *.bin *.safetensors);;All files (*)</source>
        <translation>权重 (*.pt *.pth *.bin *.safetensors);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Choose the %1</source>
        <translation>选择%1</translation>
    </message>
</context>
<context>
    <name>app::MainActions</name>
    <message>
        <source>&amp;Open Folder…</source>
        <translation>打开文件夹(&amp;O)…</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Open &amp;Images…</source>
        <translation>打开图像(&amp;I)…</translation>
    </message>
    <message>
        <source>Open &amp;Sample Parts</source>
        <translation>打开示例零件(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Clear List</source>
        <translation>清空列表(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Heat</source>
        <translation>热图(&amp;H)</translation>
    </message>
    <message>
        <source>Heat (Space; hold to peek)</source>
        <translation>热图（空格键；按住可临时查看）</translation>
    </message>
    <message>
        <source>&amp;Contours</source>
        <translation>轮廓(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;More Heat</source>
        <translation>增强热图(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Less Heat</source>
        <translation>减弱热图(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Fit</source>
        <translation>适合窗口(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;1:1</source>
        <translation>&amp;1:1</translation>
    </message>
    <message>
        <source>Zoom &amp;In</source>
        <translation>放大(&amp;I)</translation>
    </message>
    <message>
        <source>Zoom &amp;Out</source>
        <translation>缩小(&amp;O)</translation>
    </message>
    <message>
        <source>Hide &amp;Panels</source>
        <translation>隐藏面板(&amp;P)</translation>
    </message>
    <message>
        <source>F&amp;ull Screen</source>
        <translation>全屏(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Next Part</source>
        <translation>下一个零件(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Previous Part</source>
        <translation>上一个零件(&amp;P)</translation>
    </message>
    <message>
        <source>Next &amp;Failing Part</source>
        <translation>下一个不合格零件(&amp;F)</translation>
    </message>
    <message>
        <source>Previous F&amp;ailing Part</source>
        <translation>上一个不合格零件(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Inspect Remaining Parts</source>
        <translation>检测剩余零件(&amp;I)</translation>
    </message>
    <message>
        <source>&amp;Cancel Inspection</source>
        <translation>取消检测(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Models…</source>
        <translation>模型(&amp;M)…</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>&amp;Keys</source>
        <translation>按键(&amp;K)</translation>
    </message>
    <message>
        <source>Open &amp;Log Folder</source>
        <translation>打开日志文件夹(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;About</source>
        <translation>关于(&amp;A)</translation>
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
        <translation>灰度(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;System</source>
        <translation>跟随系统(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>浅色(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>深色(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;High Contrast</source>
        <translation>高对比度(&amp;H)</translation>
    </message>
</context>
<context>
    <name>app::MainWindow</name>
    <message>
        <source>Looking for images…</source>
        <translation>正在查找图像…</translation>
    </message>
    <message numerus="yes">
        <source>%n folder(s) can&apos;t be read: %1</source>
        <translation>
            <numerusform>有 %n 个文件夹无法读取：%1</numerusform>
        </translation>
    </message>
    <message>
        <source>No images here</source>
        <translation>这里没有图像</translation>
    </message>
    <message>
        <source>“%1” holds no PNG, JPEG, BMP, TIFF or WebP image. Open another folder, or drop one here.</source>
        <translation>“%1”中没有 PNG、JPEG、BMP、TIFF 或 WebP 图像。请打开其他文件夹，或将文件夹拖放到此处。</translation>
    </message>
    <message>
        <source>VCP-CLIP Workbench</source>
        <translation>VCP-CLIP 工作台</translation>
    </message>
    <message>
        <source>%1 – VCP-CLIP Workbench</source>
        <translation>%1 – VCP-CLIP 工作台</translation>
    </message>
    <message>
        <source>Open a Folder of Part Images</source>
        <translation>打开零件图像文件夹</translation>
    </message>
    <message>
        <source>Open Part Images</source>
        <translation>打开零件图像</translation>
    </message>
    <message>
        <source>Images (*.png *.jpg *.jpeg *.bmp *.tif *.tiff *.webp);;All files (*)</source>
        <translation>图像 (*.png *.jpg *.jpeg *.bmp *.tif *.tiff *.webp);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>空格键</translation>
    </message>
    <message>
        <source>Heat on or off; hold to peek</source>
        <translation>打开或关闭热图；按住可临时查看</translation>
    </message>
    <message>
        <source>View</source>
        <translation>视图</translation>
    </message>
    <message>
        <source>Parts</source>
        <translation>零件</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>程序</translation>
    </message>
    <message>
        <source>About VCP-CLIP Workbench</source>
        <translation>关于 VCP-CLIP 工作台</translation>
    </message>
    <message>
        <source>&lt;h3&gt;VCP-CLIP Workbench %1&lt;/h3&gt;&lt;p&gt;Shows where a product that nobody trained for is defective: zero-shot segmentation of anomalies with VCP-CLIP, on this computer alone.&lt;/p&gt;&lt;p&gt;Free software under the GNU General Public License, version 3 or later.&lt;/p&gt;</source>
        <translation>&lt;h3&gt;VCP-CLIP 工作台 %1&lt;/h3&gt;&lt;p&gt;显示从未训练过的产品的缺陷位置：用 VCP-CLIP 进行零样本异常分割，仅在此计算机上运行。&lt;/p&gt;&lt;p&gt;自由软件，采用 GNU 通用公共许可证第 3 版或更高版本。&lt;/p&gt;</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>Open &amp;Recent</source>
        <translation>最近打开(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>编辑(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>Heat C&amp;olours</source>
        <translation>热图配色(&amp;O)</translation>
    </message>
    <message>
        <source>P&amp;anels</source>
        <translation>面板(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>主题(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>语言(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Inspect</source>
        <translation>检测(&amp;I)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>Tools</source>
        <translation>工具</translation>
    </message>
    <message>
        <source>Verdict and Limits</source>
        <translation>判定与限值</translation>
    </message>
    <message>
        <source>Defects</source>
        <translation>缺陷</translation>
    </message>
    <message>
        <source>Colours of the heat</source>
        <translation>热图配色</translation>
    </message>
    <message>
        <source>Opacity</source>
        <translation>不透明度</translation>
    </message>
    <message>
        <source>Opacity of the heat ([ and ])</source>
        <translation>热图不透明度（[ 和 ]）</translation>
    </message>
    <message>
        <source>Opacity of the heat</source>
        <translation>热图不透明度</translation>
    </message>
    <message>
        <source>Inspecting</source>
        <translation>正在检测</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>撤销(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>重做(&amp;R)</translation>
    </message>
</context>
<context>
    <name>app::ModelDetails</name>
    <message>
        <source>Details of the model</source>
        <translation>模型详情</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>Copy the SHA-256 of %1</source>
        <translation>复制 %1 的 SHA-256</translation>
    </message>
    <message>
        <source>%1 px, %2 × %2 patches</source>
        <translation>%1 px，%2 × %2 图块</translation>
    </message>
    <message>
        <source>Copy the folder&apos;s path</source>
        <translation>复制文件夹路径</translation>
    </message>
    <message>
        <source>SHA-256: not recorded</source>
        <translation>SHA-256：未记录</translation>
    </message>
    <message>
        <source>SHA-256: %1</source>
        <translation>SHA-256：%1</translation>
    </message>
    <message>
        <source>CLIP weights</source>
        <translation>CLIP 权重</translation>
    </message>
    <message>
        <source>VCP weights</source>
        <translation>VCP 权重</translation>
    </message>
    <message>
        <source>Image size</source>
        <translation>图像尺寸</translation>
    </message>
    <message>
        <source>Tapped layers</source>
        <translation>抽取层</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
</context>
<context>
    <name>app::ModelDialog</name>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>&amp;Models:</source>
        <translation>模型(&amp;M)：</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Loading the model</source>
        <translation>正在加载模型</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>&amp;Device:</source>
        <translation>设备(&amp;D)：</translation>
    </message>
    <message>
        <source>&amp;Precision:</source>
        <translation>精度(&amp;P)：</translation>
    </message>
    <message>
        <source>&amp;Import…</source>
        <translation>导入(&amp;I)…</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>移除(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Use model</source>
        <translation>使用模型(&amp;U)</translation>
    </message>
    <message>
        <source>Automatic (%1)</source>
        <translation>自动（%1）</translation>
    </message>
    <message>
        <source>CPU</source>
        <translation>CPU</translation>
    </message>
    <message>
        <source>CUDA %1: %2</source>
        <translation>CUDA %1：%2</translation>
    </message>
    <message>
        <source>No model is here yet. Import makes one of two weight files: a CLIP and the VCP weights trained for it.</source>
        <translation>这里还没有模型。导入时由两个权重文件组成一个模型：CLIP 权重和为其训练的 VCP 权重。</translation>
    </message>
    <message>
        <source>Looking for models…</source>
        <translation>正在查找模型…</translation>
    </message>
    <message>
        <source>Models outside your own library can&apos;t be removed here.</source>
        <translation>不属于您自己的模型库的模型不能在此移除。</translation>
    </message>
    <message>
        <source>The model in use can&apos;t be removed. Use another one first.</source>
        <translation>正在使用的模型不能移除。请先改用其他模型。</translation>
    </message>
    <message>
        <source>Remove a model</source>
        <translation>移除模型</translation>
    </message>
    <message>
        <source>Remove the model “%1” with its files?</source>
        <translation>要移除模型“%1”及其文件吗？</translation>
    </message>
    <message>
        <source>Its folder goes to the trash where there is one, and is deleted otherwise.</source>
        <translation>其文件夹将移到回收站；没有回收站时将被删除。</translation>
    </message>
    <message>
        <source>The folder %1 could not be removed. It may belong to somebody else.</source>
        <translation>无法移除文件夹 %1。它可能属于其他用户。</translation>
    </message>
</context>
<context>
    <name>app::ModelImport</name>
    <message>
        <source>There is not enough room in %1: the model needs %2, and %3 are free. Make room or remove a model that is no longer used.</source>
        <translation>%1 空间不足：模型需要 %2，剩余 %3。请腾出空间，或移除不再使用的模型。</translation>
    </message>
    <message>
        <source>Another window is importing a model. Try again when it has finished.</source>
        <translation>另一个窗口正在导入模型。请在其完成后重试。</translation>
    </message>
</context>
<context>
    <name>app::ModelImportDialog</name>
    <message>
        <source>%1, %2.</source>
        <translation>%1，%2。</translation>
    </message>
    <message>
        <source>%1
SHA-256: being computed…</source>
        <translation>%1
SHA-256：正在计算…</translation>
    </message>
    <message>
        <source>%1
SHA-256: %2
%3</source>
        <translation>%1
SHA-256：%2
%3</translation>
    </message>
    <message>
        <source>Import a model</source>
        <translation>导入模型</translation>
    </message>
    <message>
        <source>A model is made of two weight files: a CLIP, such as ViT-L-14-336px.pt, and the VCP weights that were trained for it, such as train_visa.pth. Both are checked before anything is copied.</source>
        <translation>模型由两个权重文件组成：CLIP 权重（例如 ViT-L-14-336px.pt）和为其训练的 VCP 权重（例如 train_visa.pth）。复制之前会检查这两个文件。</translation>
    </message>
    <message>
        <source>CLIP weights</source>
        <translation>CLIP 权重</translation>
    </message>
    <message>
        <source>VCP weights</source>
        <translation>VCP 权重</translation>
    </message>
    <message>
        <source> px</source>
        <translation> px</translation>
    </message>
    <message>
        <source>&amp;CLIP weights:</source>
        <translation>CLIP 权重(&amp;C)：</translation>
    </message>
    <message>
        <source>&amp;VCP weights:</source>
        <translation>VCP 权重(&amp;V)：</translation>
    </message>
    <message>
        <source>&amp;Name:</source>
        <translation>名称(&amp;N)：</translation>
    </message>
    <message>
        <source>Image &amp;size:</source>
        <translation>图像尺寸(&amp;S)：</translation>
    </message>
    <message>
        <source>Tapped &amp;layers:</source>
        <translation>抽取层(&amp;L)：</translation>
    </message>
    <message>
        <source>&amp;Import</source>
        <translation>导入(&amp;I)</translation>
    </message>
    <message>
        <source>Computing SHA-256 of both files…</source>
        <translation>正在计算两个文件的 SHA-256…</translation>
    </message>
    <message>
        <source>Opening both files…</source>
        <translation>正在打开两个文件…</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>Automatic: %1</source>
        <translation>自动：%1</translation>
    </message>
    <message>
        <source>CLIP: %1</source>
        <translation>CLIP：%1</translation>
    </message>
    <message>
        <source>VCP: %1</source>
        <translation>VCP：%1</translation>
    </message>
    <message>
        <source>Tapped layers are whole numbers with commas between them, such as 6, 12, 18, 24.</source>
        <translation>抽取层为以逗号分隔的整数，例如 6, 12, 18, 24。</translation>
    </message>
    <message>
        <source>The two files belong together.</source>
        <translation>两个文件匹配。</translation>
    </message>
    <message>
        <source>Copying both files to the library…</source>
        <translation>正在将两个文件复制到模型库…</translation>
    </message>
</context>
<context>
    <name>app::ModelListModel</name>
    <message>
        <source>Can&apos;t be used</source>
        <translation>无法使用</translation>
    </message>
    <message>
        <source>%1, %2, in use</source>
        <translation>%1，%2，使用中</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
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
        <translation>正在加载 %1…</translation>
    </message>
    <message>
        <source>The model can&apos;t be used</source>
        <translation>模型无法使用</translation>
    </message>
    <message>
        <source>The model used so far stays in use.</source>
        <translation>继续使用原来的模型。</translation>
    </message>
    <message>
        <source>Choose another model to inspect parts.</source>
        <translation>请选择其他模型来检测零件。</translation>
    </message>
    <message>
        <source>Choose a Model…</source>
        <translation>选择模型…</translation>
    </message>
    <message>
        <source>Loading %1… %2 %</source>
        <translation>正在加载 %1… %2 %</translation>
    </message>
    <message>
        <source>No model</source>
        <translation>没有模型</translation>
    </message>
    <message>
        <source>CPU</source>
        <translation>CPU</translation>
    </message>
    <message>
        <source>%1 ms per image</source>
        <translation>每幅图像 %1 毫秒</translation>
    </message>
    <message>
        <source>Slow: LibTorch runs on the reference BLAS. Install libopenblas0-pthread.</source>
        <translation>速度慢：LibTorch 正在使用参考 BLAS。请安装 libopenblas0-pthread。</translation>
    </message>
</context>
<context>
    <name>widgets::Canvas</name>
    <message>
        <source>Picture</source>
        <translation>图像</translation>
    </message>
    <message numerus="yes">
        <source>%1 × %2 pixels, %n region(s)</source>
        <translation>
            <numerusform>%1 × %2 像素，%n 个区域</numerusform>
        </translation>
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
        <translation>热图色标</translation>
    </message>
    <message>
        <source>Fail limit %1, review limit %2</source>
        <translation>不合格限值 %1，复核限值 %2</translation>
    </message>
    <message>
        <source>Fail limit %1</source>
        <translation>不合格限值 %1</translation>
    </message>
    <message>
        <source>Fail limit</source>
        <translation>不合格限值</translation>
    </message>
    <message>
        <source>Review limit</source>
        <translation>复核限值</translation>
    </message>
</context>
<context>
    <name>widgets::DefectTable</name>
    <message>
        <source>Defects</source>
        <translation>缺陷</translation>
    </message>
</context>
<context>
    <name>widgets::DefectTableModel</name>
    <message>
        <source>Number of the region</source>
        <translation>区域编号</translation>
    </message>
    <message>
        <source>#</source>
        <translation>#</translation>
    </message>
    <message>
        <source>What the region alone calls for</source>
        <translation>仅凭该区域应作的判定</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>判定</translation>
    </message>
    <message>
        <source>Area in image pixels squared</source>
        <translation>面积（图像像素的平方）</translation>
    </message>
    <message>
        <source>Area px²</source>
        <translation>面积 px²</translation>
    </message>
    <message>
        <source>Greatest value, 0 to 1</source>
        <translation>最大值，0 到 1</translation>
    </message>
    <message>
        <source>Peak</source>
        <translation>峰值</translation>
    </message>
    <message>
        <source>Mean value, 0 to 1</source>
        <translation>平均值，0 到 1</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>均值</translation>
    </message>
    <message>
        <source>Left edge in image pixels</source>
        <translation>左边缘（图像像素）</translation>
    </message>
    <message>
        <source>x</source>
        <translation>x</translation>
    </message>
    <message>
        <source>Upper edge in image pixels</source>
        <translation>上边缘（图像像素）</translation>
    </message>
    <message>
        <source>y</source>
        <translation>y</translation>
    </message>
    <message>
        <source>Width in image pixels</source>
        <translation>宽度（图像像素）</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>宽</translation>
    </message>
    <message>
        <source>Height in image pixels</source>
        <translation>高度（图像像素）</translation>
    </message>
    <message>
        <source>Height</source>
        <translation>高</translation>
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
        <translation>显示中的第 %1 个零件，共 %2 个。</translation>
    </message>
    <message numerus="yes">
        <source>%n part(s) shown.</source>
        <translation>
            <numerusform>显示 %n 个零件。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n part(s) in all.</source>
        <translation>
            <numerusform>共 %n 个零件。</numerusform>
        </translation>
    </message>
    <message>
        <source>Filter…</source>
        <translation>筛选…</translation>
    </message>
    <message>
        <source>Filter parts by name</source>
        <translation>按名称筛选零件</translation>
    </message>
    <message>
        <source>Shows the parts whose name holds every word</source>
        <translation>显示名称中含有每个词的零件</translation>
    </message>
    <message>
        <source>Order of the parts</source>
        <translation>零件的排序</translation>
    </message>
    <message>
        <source>Parts to show</source>
        <translation>要显示的零件</translation>
    </message>
    <message>
        <source>Parts</source>
        <translation>零件</translation>
    </message>
    <message>
        <source>File order</source>
        <translation>文件顺序</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>得分</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>判定</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Fail</source>
        <translation>不合格</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>复核</translation>
    </message>
    <message>
        <source>Pass</source>
        <translation>合格</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>等待</translation>
    </message>
</context>
<context>
    <name>widgets::KeySheet</name>
    <message>
        <source>Keys</source>
        <translation>按键</translation>
    </message>
</context>
<context>
    <name>widgets::LimitEditor</name>
    <message>
        <source>Double click on the name: back to %1</source>
        <translation>双击名称：恢复为 %1</translation>
    </message>
    <message>
        <source>Fail</source>
        <translation>不合格</translation>
    </message>
    <message>
        <source>A region that reaches this fails the part</source>
        <translation>达到此值的区域判零件不合格</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>复核</translation>
    </message>
    <message>
        <source>A region that reaches only this asks for a person</source>
        <translation>仅达到此值的区域需要人工复核</translation>
    </message>
    <message>
        <source>Area</source>
        <translation>面积</translation>
    </message>
    <message>
        <source> px²</source>
        <translation> px²</translation>
    </message>
    <message>
        <source>Smaller regions are left out</source>
        <translation>忽略更小的区域</translation>
    </message>
    <message>
        <source>Alpha</source>
        <translation>Alpha</translation>
    </message>
    <message>
        <source>Weight of the second branch (Post-VCP) in the heat</source>
        <translation>第二分支 (Post-VCP) 在热图中的权重</translation>
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
        <translation>热图的平滑程度，以模型输入的像素为单位</translation>
    </message>
    <message>
        <source>Heat</source>
        <translation>热图</translation>
    </message>
    <message>
        <source>Defaults</source>
        <translation>默认值</translation>
    </message>
    <message>
        <source>All numbers back to the recipe&apos;s defaults</source>
        <translation>所有数值恢复为配方的默认值</translation>
    </message>
</context>
<context>
    <name>widgets::Navigator</name>
    <message>
        <source>Overview</source>
        <translation>概览</translation>
    </message>
    <message>
        <source>The part of the picture in sight</source>
        <translation>图像中当前可见的部分</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
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
        <translation>正在停止…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
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
        <translation>灰度</translation>
    </message>
    <message>
        <source>RGB</source>
        <translation>RGB</translation>
    </message>
    <message>
        <source>heat</source>
        <translation>热度</translation>
    </message>
</context>
<context>
    <name>widgets::VerdictChip</name>
    <message numerus="yes">
        <source>%n failing part(s)</source>
        <translation>
            <numerusform>%n 个不合格零件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n part(s) to review</source>
        <translation>
            <numerusform>%n 个待复核零件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n part(s) with an error</source>
        <translation>
            <numerusform>%n 个出错零件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n passing part(s)</source>
        <translation>
            <numerusform>%n 个合格零件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n part(s) not inspected</source>
        <translation>
            <numerusform>%n 个未检测零件</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>widgets::VerdictPanel</name>
    <message>
        <source>No part is open.</source>
        <translation>没有打开的零件。</translation>
    </message>
    <message>
        <source>Waiting for its turn.</source>
        <translation>排队等待中。</translation>
    </message>
    <message>
        <source>The model is looking at it.</source>
        <translation>模型正在检测。</translation>
    </message>
    <message>
        <source>Cancelled before it was inspected.</source>
        <translation>检测前已取消。</translation>
    </message>
</context>
</TS>
