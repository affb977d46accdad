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
    <name>Audit</name>
    <message>
        <source>parts that pass</source>
        <translation>合格的零件</translation>
    </message>
    <message>
        <source>parts to be reviewed</source>
        <translation>待复核的零件</translation>
    </message>
    <message>
        <source>parts that fail</source>
        <translation>不合格的零件</translation>
    </message>
    <message>
        <source>all parts</source>
        <translation>所有零件</translation>
    </message>
    <message>
        <source>good</source>
        <translation>良品</translation>
    </message>
    <message>
        <source>defective</source>
        <translation>缺陷品</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <comment>38 (4.7 %)</comment>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>at most %1 (%2)</source>
        <comment>38 (4.7 %)</comment>
        <translation>至多 %1（%2）</translation>
    </message>
    <message>
        <source>at least %1 (%2)</source>
        <comment>38 (4.7 %)</comment>
        <translation>至少 %1（%2）</translation>
    </message>
    <message>
        <source>%1 to %2 (%3 to %4)</source>
        <comment>3 to 38 (0.3 % to 4.7 %)</comment>
        <translation>%1 至 %2（%3 至 %4）</translation>
    </message>
    <message>
        <source>Of %1 parts that pass %2 were drawn by chance and labelled, %3 of them defective. Escapes among all of them: %4.</source>
        <translation>在 %1 个合格零件中随机抽取并标注了 %2 个，其中 %3 个为缺陷品。全部合格零件中的漏检：%4。</translation>
    </message>
    <message>
        <source>Of %1 parts to be reviewed %2 were drawn by chance and labelled, %3 of them defective. Defective among all of them: %4.</source>
        <translation>在 %1 个待复核零件中随机抽取并标注了 %2 个，其中 %3 个为缺陷品。全部待复核零件中的缺陷品：%4。</translation>
    </message>
    <message>
        <source>Of %1 parts that fail %2 were drawn by chance and labelled, %3 of them good. Overkill among all of them: %4.</source>
        <translation>在 %1 个不合格零件中随机抽取并标注了 %2 个，其中 %3 个为良品。全部不合格零件中的过杀：%4。</translation>
    </message>
    <message>
        <source>Of all %1 parts %2 were drawn by chance and labelled, %3 of them defective. Defective among all: %4.</source>
        <translation>在全部 %1 个零件中随机抽取并标注了 %2 个，其中 %3 个为缺陷品。全部零件中的缺陷品：%4。</translation>
    </message>
</context>
<context>
    <name>Bench</name>
    <message>
        <source>“%1” are no batch sizes. Give one or several, such as: --batch 1,8,32</source>
        <translation>“%1”不是批量大小。请给出一个或多个，例如：--batch 1,8,32</translation>
    </message>
    <message>
        <source>%1 on %2, %3, %4 px; loaded in %5 s</source>
        <translation>%1，运行于 %2，%3，%4 px；加载用时 %5 秒</translation>
    </message>
    <message>
        <source>batch %1: not enough memory</source>
        <translation>批量 %1：内存不足</translation>
    </message>
    <message>
        <source>batch %1: %2 ms per image, %3 GFLOP/s, %4 % of the best matrix product here</source>
        <translation>批量 %1：每幅图像 %2 毫秒，%3 GFLOP/s，为本机最佳矩阵乘法的 %4 %</translation>
    </message>
    <message>
        <source>against float32 on the CPU: maps differ by %1 at most</source>
        <translation>与 CPU 上的 float32 相比：异常图最多相差 %1</translation>
    </message>
    <message>
        <source>images that the model gets together; several sizes are measured in turn (default: 1)</source>
        <translation>模型一次处理的图像数；多个大小依次测量（默认：1）</translation>
    </message>
    <message>
        <source>batches of each size (default: 10)</source>
        <translation>每种大小的批数（默认：10）</translation>
    </message>
    <message>
        <source>compare with float32 on the CPU too, and keep what comes out for the workbench</source>
        <translation>同时与 CPU 上的 float32 比较，并把结果留给工作台使用</translation>
    </message>
    <message>
        <source>write the figures to F; “-” for the standard output</source>
        <translation>把数据写入 F；“-”表示标准输出</translation>
    </message>
    <message>
        <source>vcp-inspect bench [options]

Measures a model on this computer: loading, seconds per image by stage, memory, and its rate against that of
the best matrix product here. Run it on an idle computer.</source>
        <translation>vcp-inspect bench [选项]

在本机上测量模型：加载、各阶段每幅图像的秒数、内存，以及其速率与本机最佳矩阵乘法速率之比。
请在空闲的计算机上运行。</translation>
    </message>
    <message>
        <source>bench takes no files: it measures with the sample parts.</source>
        <translation>bench 不接受文件：它用示例零件测量。</translation>
    </message>
</context>
<context>
    <name>BlindAgreement</name>
    <message>
        <source>Compared with</source>
        <translation>比较对象</translation>
    </message>
    <message>
        <source>Alike</source>
        <translation>一致</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>比例</translation>
    </message>
    <message>
        <source>95 % confidence</source>
        <translation>95 % 置信区间</translation>
    </message>
    <message>
        <source>Kappa</source>
        <translation>Kappa</translation>
    </message>
    <message>
        <source>Agreement</source>
        <translation>一致程度</translation>
    </message>
    <message>
        <source>the machine</source>
        <translation>机器</translation>
    </message>
    <message>
        <source>own verdict before</source>
        <translation>本人此前的判定</translation>
    </message>
    <message>
        <source>nameless</source>
        <translation>无姓名</translation>
    </message>
</context>
<context>
    <name>BlindText</name>
    <message>
        <source>%1: %2</source>
        <extracomment>a person and what that person said of a part</extracomment>
        <translation>%1：%2</translation>
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
    <name>DatasetProblem</name>
    <message>
        <source>“%1” leads out of the data set, to “%2”. It was not read.</source>
        <translation>“%1”指向数据集之外的“%2”。未读取。</translation>
    </message>
    <message>
        <source>The file “%1” is missing. Copy the data set again from its source.</source>
        <translation>缺少文件“%1”。请从来源重新复制数据集。</translation>
    </message>
    <message>
        <source>The folder “%1” could not be read: %2. Check its permissions and its drive.</source>
        <translation>无法读取文件夹“%1”：%2。请检查其权限和所在驱动器。</translation>
    </message>
    <message>
        <source>The list “%1” is not valid at “%2”. That record was left out.</source>
        <translation>列表“%1”在“%2”处无效。该记录已略去。</translation>
    </message>
    <message>
        <source>The annotation “%1” is not valid at “%2”. Its image was left out.</source>
        <translation>标注文件“%1”在“%2”处无效。其图像已略去。</translation>
    </message>
    <message>
        <source>The annotation “%1” holds a shape without an area, “%2”. The shape was left out.</source>
        <translation>标注文件“%1”中有没有面积的形状“%2”。该形状已略去。</translation>
    </message>
    <message>
        <source>The image “%1” could not be read (%2). Copy it again from its source.</source>
        <translation>无法读取图像“%1”（%2）。请从来源重新复制。</translation>
    </message>
    <message>
        <source>The mask “%1” could not be read (%2). Copy it again from its source.</source>
        <translation>无法读取掩膜“%1”（%2）。请从来源重新复制。</translation>
    </message>
    <message>
        <source>The mask “%1” has another size than its image: %2. Draw it again on the image.</source>
        <translation>掩膜“%1”与其图像尺寸不同：%2。请在图像上重新绘制。</translation>
    </message>
    <message>
        <source>Nothing tells where the image “%1” is defective: its mask is missing. Add the mask, or leave the image out.</source>
        <translation>没有说明图像“%1”何处有缺陷：缺少掩膜。请添加掩膜，或去掉该图像。</translation>
    </message>
    <message>
        <source>The defective images of “%2” have no masks: it has no pixel figures.</source>
        <translation>“%2”的缺陷图像没有掩膜：没有像素指标。</translation>
    </message>
    <message>
        <source>The mask “%1” belongs to no image.</source>
        <translation>掩膜“%1”不属于任何图像。</translation>
    </message>
    <message>
        <source>No name of a mask in “%1” fits an image: %2 pairs were made by order, first to first. Check that they belong together.</source>
        <translation>“%1”中没有掩膜名称与图像匹配：已按顺序配成 %2 对。请检查它们是否对应。</translation>
    </message>
    <message>
        <source>The product “%2” holds no image. It was left out.</source>
        <translation>产品“%2”中没有图像。已略去。</translation>
    </message>
    <message>
        <source>The test images of “%2” are all good or all defective: figures that need both are not defined.</source>
        <translation>“%2”的测试图像全是良品或全是缺陷品：需要两者的指标没有定义。</translation>
    </message>
    <message>
        <source>The list “%1” names images that it or another list has named before (%2): each counts once.</source>
        <translation>列表“%1”中的图像已在它或其他列表中列出过（%2）：每张只计一次。</translation>
    </message>
    <message>
        <source>The mask “%1” marks nothing, though its image is defective. Draw the defect, or put the image with the good ones.</source>
        <translation>掩膜“%1”没有标出任何内容，但其图像有缺陷。请画出缺陷，或将图像归入良品。</translation>
    </message>
    <message>
        <source>The pictures in the folder “%1” (%2) were left out: nothing says what they are. Put them into “good” or the folder of a defect.</source>
        <translation>文件夹“%1”中的图像（%2）已略去：没有说明它们是什么。请放入“good”或某种缺陷的文件夹。</translation>
    </message>
</context>
<context>
    <name>DefectColumn</name>
    <message>
        <source>Part</source>
        <translation>零件</translation>
    </message>
    <message>
        <source>#</source>
        <translation>#</translation>
    </message>
    <message>
        <source>Box</source>
        <translation>外框</translation>
    </message>
    <message>
        <source>Zone</source>
        <translation>分区</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>判定</translation>
    </message>
    <message>
        <source>millimetres</source>
        <translation>毫米</translation>
    </message>
    <message>
        <source>image pixels</source>
        <translation>图像像素</translation>
    </message>
    <message>
        <source>File of the part</source>
        <translation>零件的文件</translation>
    </message>
    <message>
        <source>Number of the region in its part</source>
        <translation>区域在零件中的编号</translation>
    </message>
    <message>
        <source>Area in %1 squared</source>
        <translation>面积，单位为%1的平方</translation>
    </message>
    <message>
        <source>Longest Feret diameter in %1</source>
        <translation>最长费雷特直径，单位为%1</translation>
    </message>
    <message>
        <source>Shortest Feret diameter in %1</source>
        <translation>最短费雷特直径，单位为%1</translation>
    </message>
    <message>
        <source>Centre, from the left edge of the image, in %1</source>
        <translation>中心到图像左边缘的距离，单位为%1</translation>
    </message>
    <message>
        <source>Centre, from the upper edge of the image, in %1</source>
        <translation>中心到图像上边缘的距离，单位为%1</translation>
    </message>
    <message>
        <source>Left and upper edge, width and height in %1</source>
        <translation>左边缘、上边缘、宽和高，单位为%1</translation>
    </message>
    <message>
        <source>Greatest value, 0 to 1</source>
        <translation>最大值，0 到 1</translation>
    </message>
    <message>
        <source>Mean value, 0 to 1</source>
        <translation>平均值，0 到 1</translation>
    </message>
    <message>
        <source>Mean value minus the mean of its surroundings</source>
        <translation>平均值减去周围的平均值</translation>
    </message>
    <message>
        <source>Zone of the recipe that it lies in</source>
        <translation>所在的配方分区</translation>
    </message>
    <message>
        <source>What a person or a rule calls it</source>
        <translation>人或规则给出的名称</translation>
    </message>
    <message>
        <source>What the region alone calls for</source>
        <translation>该区域单独对应的判定</translation>
    </message>
</context>
<context>
    <name>DefectField</name>
    <message>
        <source>what the region alone calls for</source>
        <translation>该区域单独对应的判定</translation>
    </message>
    <message>
        <source>reaches the fail limit</source>
        <translation>达到不合格限值</translation>
    </message>
    <message>
        <source>reaches only the review limit</source>
        <translation>仅达到复核限值</translation>
    </message>
    <message>
        <source>name of the part&apos;s file</source>
        <translation>零件的文件名</translation>
    </message>
    <message>
        <source>number of the region in its part</source>
        <translation>区域在零件中的编号</translation>
    </message>
    <message>
        <source>area</source>
        <translation>面积</translation>
    </message>
    <message>
        <source>longest Feret diameter</source>
        <translation>最长费雷特直径</translation>
    </message>
    <message>
        <source>shortest Feret diameter</source>
        <translation>最短费雷特直径</translation>
    </message>
    <message>
        <source>centre, from the left edge</source>
        <translation>中心到左边缘的距离</translation>
    </message>
    <message>
        <source>centre, from the upper edge</source>
        <translation>中心到上边缘的距离</translation>
    </message>
    <message>
        <source>greatest value, 0 to 1</source>
        <translation>最大值，0 到 1</translation>
    </message>
    <message>
        <source>mean value, 0 to 1</source>
        <translation>平均值，0 到 1</translation>
    </message>
    <message>
        <source>mean value minus the mean of its surroundings</source>
        <translation>平均值减去周围的平均值</translation>
    </message>
    <message>
        <source>zone of the recipe</source>
        <translation>配方的分区</translation>
    </message>
    <message>
        <source>class of the defect</source>
        <translation>缺陷的类别</translation>
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
    <message>
        <source>The recipe “%1” is of version %2; this program reads up to version %3. Open it with a newer program.</source>
        <translation>配方“%1”的版本是 %2；本程序最高支持版本 %3。请用更新的程序打开。</translation>
    </message>
    <message>
        <source>The limits of the recipe “%1” cross: %2 must not be above %3. Correct them in the file.</source>
        <translation>配方“%1”的限值相互矛盾：%2 不得高于 %3。请在文件中更正。</translation>
    </message>
    <message>
        <source>The recipe “%1” draws outside its picture of %3 × %4 pixels, at “%2”. Correct it, or draw the area anew.</source>
        <translation>配方“%1”画到了 %3 × %4 像素的图像之外（位置：“%2”）。请更正，或重新绘制该区域。</translation>
    </message>
    <message>
        <source>The recipe “%1” was made for another model (%2…, in use is %3…). Switch to its model, or save a recipe for this one.</source>
        <translation>配方“%1”是为另一个模型制作的（%2…，当前使用 %3…）。请切换到它的模型，或为当前模型保存一个配方。</translation>
    </message>
    <message>
        <source>What was stored of “%1” is damaged (at: %2). Inspect the image again.</source>
        <translation>“%1”保存的内容已损坏（位置：%2）。请重新检测该图像。</translation>
    </message>
    <message>
        <source>The history “%1” was written by a newer version of this program (its form is %2, at most %3 is known). Nothing was changed. Use the newer version.</source>
        <translation>历史“%1”由更新版本的程序写入（格式为 %2，最高支持 %3）。未作任何更改。请使用更新的版本。</translation>
    </message>
    <message>
        <source>The history “%1” is damaged: %2. Start the program again: it puts the damaged file aside and begins a new one.</source>
        <translation>历史“%1”已损坏：%2。请重新启动程序：程序会将损坏的文件移到一旁并新建一个。</translation>
    </message>
    <message>
        <source>The file “%1” changes while it is read. Inspect it again when it has been written.</source>
        <translation>文件“%1”在读取时发生变化。请在写入完成后重新检测。</translation>
    </message>
    <message>
        <source>The model gives no number for the image “%1”: its weights cannot be used. Choose another model.</source>
        <translation>模型对图像“%1”给不出数值：其权重无法使用。请选择其他模型。</translation>
    </message>
    <message>
        <source>CMYK colours</source>
        <translation>CMYK 颜色</translation>
    </message>
    <message>
        <source>floating-point samples</source>
        <translation>浮点采样</translation>
    </message>
    <message>
        <source>signed samples</source>
        <translation>有符号采样</translation>
    </message>
    <message>
        <source>samples of %1 bits in this arrangement</source>
        <translation>以此方式排列的 %1 位采样</translation>
    </message>
    <message>
        <source>a palette of %1 bits</source>
        <translation>%1 位调色板</translation>
    </message>
    <message>
        <source>%1 channels</source>
        <translation>%1 个通道</translation>
    </message>
    <message>
        <source>TIFF colour space %1</source>
        <translation>TIFF 颜色空间 %1</translation>
    </message>
    <message>
        <source>JPEG with %1 bits</source>
        <translation>%1 位 JPEG</translation>
    </message>
    <message>
        <source>JPEG with %1 components</source>
        <translation>含 %1 个分量的 JPEG</translation>
    </message>
    <message>
        <source>BMP of OS/2</source>
        <translation>OS/2 的 BMP</translation>
    </message>
    <message>
        <source>BMP compression %1</source>
        <translation>BMP 压缩方式 %1</translation>
    </message>
    <message>
        <source>animated WebP</source>
        <translation>动画 WebP</translation>
    </message>
    <message>
        <source>an unusual form of samples</source>
        <translation>不常见的采样形式</translation>
    </message>
    <message>
        <source>the version of the old PyTorch format</source>
        <translation>旧版 PyTorch 格式的版本</translation>
    </message>
    <message>
        <source>the system of the old PyTorch format</source>
        <translation>旧版 PyTorch 格式的系统信息</translation>
    </message>
    <message>
        <source>the byte order</source>
        <translation>字节序</translation>
    </message>
    <message>
        <source>the list of storages</source>
        <translation>存储列表</translation>
    </message>
    <message>
        <source>the end of the zip archive</source>
        <translation>zip 归档的结尾</translation>
    </message>
    <message>
        <source>the directory of the zip archive</source>
        <translation>zip 归档的目录</translation>
    </message>
    <message>
        <source>the zip entry “%1”</source>
        <translation>zip 条目“%1”</translation>
    </message>
    <message>
        <source>the pickle, nested too deeply</source>
        <translation>pickle 嵌套过深</translation>
    </message>
    <message>
        <source>the pickle, at offset %1</source>
        <translation>pickle 的偏移 %1 处</translation>
    </message>
    <message>
        <source>the length of the safetensors header</source>
        <translation>safetensors 头的长度</translation>
    </message>
    <message>
        <source>the safetensors header</source>
        <translation>safetensors 头</translation>
    </message>
    <message>
        <source>the storage “%1”</source>
        <translation>存储“%1”</translation>
    </message>
    <message>
        <source>the tensor name “%1”</source>
        <translation>张量名称“%1”</translation>
    </message>
    <message>
        <source>the tensor “%1”</source>
        <translation>张量“%1”</translation>
    </message>
    <message>
        <source>The folder “%1” is laid out like none of the data sets that are read. Name its layout, or sort its images into “good” and a folder for each defect.</source>
        <translation>文件夹“%1”的布局不属于任何可读取的数据集。请指明布局，或把图像分别放入“good”和各缺陷的文件夹。</translation>
    </message>
    <message>
        <source>The folder “%1” does not hold a data set in the layout “%2”. Choose another layout or another folder.</source>
        <translation>文件夹“%1”中没有布局为“%2”的数据集。请选择其他布局或其他文件夹。</translation>
    </message>
    <message>
        <source>“%1” does not describe a data set: it is not valid at “%2”. Correct it, or copy it again from its source.</source>
        <translation>“%1”未能描述数据集：“%2”处无效。请更正，或从来源重新复制。</translation>
    </message>
    <message>
        <source>The folder “%1” holds too many files: a data set has at most %2. Choose a folder further down.</source>
        <translation>文件夹“%1”中的文件太多：数据集最多有 %2 个。请选择更下层的文件夹。</translation>
    </message>
    <message>
        <source>Nothing tells where the image “%1” is defective: its mask is missing. Add the mask, or leave the image out.</source>
        <translation>没有说明图像“%1”何处有缺陷：缺少掩膜。请添加掩膜，或去掉该图像。</translation>
    </message>
    <message>
        <source>The mask “%1” has another size than its image: %2 × %3 pixels, the image %4 × %5. Draw it again on the image.</source>
        <translation>掩膜“%1”与其图像尺寸不同：掩膜为 %2 × %3 像素，图像为 %4 × %5 像素。请在图像上重新绘制。</translation>
    </message>
    <message>
        <source>“%1” is no record of a training (at: %2). Nothing was changed. Choose another folder.</source>
        <translation>“%1”不是训练记录（位置：%2）。未作任何更改。请选择其他文件夹。</translation>
    </message>
    <message>
        <source>“%1” holds another training, with other options or other data. Nothing was changed. Choose another folder, or give the options of that training to go on with it.</source>
        <translation>“%1”中是另一次训练，其选项或数据不同。未作任何更改。请选择其他文件夹，或给出那次训练的选项以继续。</translation>
    </message>
    <message>
        <source>The loss is no longer a number (step %1). The last good checkpoint is kept. Start again from it with a lower learning rate.</source>
        <translation>损失已不是数值（第 %1 步）。最后一个有效的检查点已保留。请以更低的学习率从该检查点重新开始。</translation>
    </message>
    <message>
        <source>“%1” could not be opened: %2. Check that it is connected, and that no other program uses it.</source>
        <translation>无法打开“%1”：%2。请检查其连接，并确认没有其他程序在使用它。</translation>
    </message>
    <message>
        <source>“%1” gives no pictures any more: %2. Check its cable and its power; it is tried again by itself.</source>
        <translation>“%1”不再提供图像：%2。请检查其线缆和电源；程序会自动重试。</translation>
    </message>
    <message>
        <source>“%1” has given no picture for %2 s. Check its trigger and its exposure; it is tried again by itself.</source>
        <translation>“%1”已有 %2 秒没有提供图像。请检查其触发和曝光；程序会自动重试。</translation>
    </message>
    <message>
        <source>“%1” asks for something that this program doesn&apos;t have: %2.</source>
        <translation>“%1”需要本程序不具备的功能：%2。</translation>
    </message>
    <message>
        <source>GenICam cameras, for which it has to be built with Aravis</source>
        <translation>GenICam 相机（构建程序时需要 Aravis）</translation>
    </message>
    <message>
        <source>an address that begins with neither http, https, rtsp nor rtsps</source>
        <translation>不以 http、https、rtsp 或 rtsps 开头的地址</translation>
    </message>
    <message>
        <source>a trigger that the camera doesn&apos;t have</source>
        <translation>相机没有的触发方式</translation>
    </message>
    <message>
        <source>to go to another time, which only videos can</source>
        <translation>跳转到另一时刻，只有视频可以</translation>
    </message>
    <message>
        <source>the setting “%1”</source>
        <translation>设置“%1”</translation>
    </message>
    <message>
        <source>the pixel format “%1”</source>
        <translation>像素格式“%1”</translation>
    </message>
    <message>
        <source>it did not answer in time</source>
        <translation>它没有及时应答</translation>
    </message>
    <message>
        <source>it gives no video that can be read, or asks for another user or password</source>
        <translation>它没有可读取的视频，或要求其他用户名或密码</translation>
    </message>
    <message>
        <source>the connection has ended</source>
        <translation>连接已结束</translation>
    </message>
    <message>
        <source>it is not open</source>
        <translation>它未打开</translation>
    </message>
    <message>
        <source>it is not there</source>
        <translation>它不存在</translation>
    </message>
    <message>
        <source>the camera does not answer any more</source>
        <translation>相机不再应答</translation>
    </message>
    <message>
        <source>it has no pictures to give</source>
        <translation>它没有图像可提供</translation>
    </message>
    <message>
        <source>it is not a camera</source>
        <translation>它不是相机</translation>
    </message>
    <message>
        <source>it is not a folder</source>
        <translation>它不是文件夹</translation>
    </message>
    <message>
        <source>it is no video that can be read</source>
        <translation>它不是可读取的视频</translation>
    </message>
    <message>
        <source>there is not enough memory</source>
        <translation>内存不足</translation>
    </message>
    <message>
        <source>“%1” is no table of verdicts, or has other columns. Nothing was changed. Choose another file.</source>
        <translation>“%1”不是判定表，或其列不同。未作任何更改。请选择其他文件。</translation>
    </message>
    <message>
        <source>“%1” is no ordinary file. Choose another one.</source>
        <translation>“%1”不是普通文件。请选择其他文件。</translation>
    </message>
    <message>
        <source>“%1” is being written by another program. It is tried again by itself.</source>
        <translation>“%1”正由其他程序写入。程序会自动重试。</translation>
    </message>
    <message>
        <source>“%1” did not take the message: %2.</source>
        <translation>“%1”未接收消息：%2。</translation>
    </message>
    <message>
        <source>MQTT, for which it has to be built with libmosquitto</source>
        <translation>MQTT（构建程序时需要 libmosquitto）</translation>
    </message>
    <message>
        <source>no computer of this name is known</source>
        <translation>找不到此名称的计算机</translation>
    </message>
    <message>
        <source>no program answers there</source>
        <translation>该处没有程序应答</translation>
    </message>
    <message>
        <source>it cannot be reached</source>
        <translation>无法连接到它</translation>
    </message>
    <message>
        <source>it closed the connection</source>
        <translation>它关闭了连接</translation>
    </message>
    <message>
        <source>its certificate is not trusted, or it speaks without encryption</source>
        <translation>其证书不受信任，或它未使用加密</translation>
    </message>
    <message>
        <source>it does not accept this user and password</source>
        <translation>它不接受此用户名和密码</translation>
    </message>
    <message>
        <source>it does not accept the name of this program</source>
        <translation>它不接受本程序的名称</translation>
    </message>
    <message>
        <source>it says that it is not available</source>
        <translation>它表示当前不可用</translation>
    </message>
    <message>
        <source>the message is too long for it</source>
        <translation>消息对它来说太长</translation>
    </message>
    <message>
        <source>it answers with HTTP status %1</source>
        <translation>它应答的 HTTP 状态为 %1</translation>
    </message>
    <message>
        <source>error %1</source>
        <translation>错误 %1</translation>
    </message>
    <message>
        <source>The image “%1” of %2 × %3 pixels would be cut into %5 tiles of %4 px, more than %6. Let the recipe&apos;s tiles have a side of at least %7 px.</source>
        <translation>图像“%1”（%2 × %3 像素）将被切成 %5 块边长 %4 px 的图块，超过上限 %6 块。请将配方的图块边长设为至少 %7 px。</translation>
    </message>
    <message>
        <source>What the recipe knows of good parts doesn&apos;t fit: it was learned from answers of %1 (views × layers × rows × columns), this one has %2. Learn from good parts again, or turn it off.</source>
        <translation>配方中从良品学到的内容不适用：它来自 %1（视图 × 层 × 行 × 列）的结果，而本次为 %2。请重新从良品学习，或将其关闭。</translation>
    </message>
    <message>
        <source>Of pictures in %1 tiles nothing can be learned from good parts, of %2 at most. Choose larger tiles.</source>
        <translation>图像分为 %1 个图块时无法从良品学习，最多 %2 个。请选择更大的图块。</translation>
    </message>
    <message>
        <source>The file “%1” holds another picture now than the one that was inspected. Inspect it again.</source>
        <translation>文件“%1”现在的图像与检测时的不同。请重新检测。</translation>
    </message>
    <message>
        <source>The image “%1” is too large: %2 × %3 pixels; at most %4 megapixels are read, with sides of at most a million pixels. Cut it into parts.</source>
        <translation>图像“%1”太大：%2 × %3 像素；最多读取 %4 百万像素，且边长不超过一百万像素。请将其裁成几部分。</translation>
    </message>
    <message>
        <source>The mask “%1” marks nothing, though its image is defective. Draw the defect, or put the image with the good ones.</source>
        <translation>掩膜“%1”没有标出任何内容，但其图像有缺陷。请画出缺陷，或将图像归入良品。</translation>
    </message>
    <message>
        <source>The image “%1” is too large: files of 2 GiB or more are not read. Save it compressed, or cut it into parts.</source>
        <translation>图像“%1”太大：不读取 2 GiB 或更大的文件。请压缩保存，或将其裁成几部分。</translation>
    </message>
    <message>
        <source>BMP with unusual bit masks</source>
        <translation>使用特殊位掩码的 BMP</translation>
    </message>
    <message>
        <source>from %1 s on nothing more of it came</source>
        <translation>从 %1 s 起没有更多内容</translation>
    </message>
</context>
<context>
    <name>Eval</name>
    <message>
        <source>Model %1, %2 pixels, alpha %3, sigma %4</source>
        <translation>模型 %1，%2 像素，alpha %3，sigma %4</translation>
    </message>
    <message>
        <source>Stopped before the last image of the second model; the files tell the figures of the first.</source>
        <translation>在第二个模型的最后一张图像之前停止；文件中是第一个模型的指标。</translation>
    </message>
    <message>
        <source>Second minus first model, in points of per cent:</source>
        <translation>第二个模型减第一个模型，单位为百分点：</translation>
    </message>
    <message>
        <source>vcp-inspect eval [options] DATASET

Evaluates a model on a data set with masks: the published metrics of each product and their mean.
Returns 0 when all was read, 2 for wrong usage or an unusable model or data set, 3 when an image or
a mask could not be read.</source>
        <translation>vcp-inspect eval [选项] 数据集

在带掩膜的数据集上评估模型：每种产品的已发表指标及其平均值。
全部读取时返回 0；用法有误、模型或数据集不可用时返回 2；有图像或掩膜无法读取时返回 3。</translation>
    </message>
    <message>
        <source>Stopped before the last image; nothing was written.</source>
        <translation>在最后一张图像之前停止；未写入任何内容。</translation>
    </message>
    <message>
        <source>No image can be compared: no product has good and anomalous images that both models answered.</source>
        <translation>没有可比较的图像：没有任何产品同时具有两个模型都作出回答的良品和异常图像。</translation>
    </message>
    <message>
        <source>Of %1 images, each judged at its own model&apos;s limit of the greatest F1, both models are right on %2 and both wrong on %3; only the first is right on %4, only the second on %5.</source>
        <translation>共 %1 张图像，各按其模型 F1 最大处的限值判定：两个模型都正确 %2 张，都错误 %3 张；仅第一个正确 %4 张，仅第二个正确 %5 张。</translation>
    </message>
    <message>
        <source>This may well be chance (McNemar&apos;s test: %1).</source>
        <translation>这很可能是偶然（McNemar 检验：%1）。</translation>
    </message>
    <message>
        <source>“%1” is right more often, by more than chance (McNemar&apos;s test: %2).</source>
        <translation>“%1”正确得更多，且不是偶然（McNemar 检验：%2）。</translation>
    </message>
    <message>
        <source>pixel AUROC</source>
        <translation>像素 AUROC</translation>
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
        <translation>像素 AP</translation>
    </message>
    <message>
        <source>pixel F1</source>
        <translation>像素 F1</translation>
    </message>
    <message>
        <source>image AUROC</source>
        <translation>图像 AUROC</translation>
    </message>
    <message>
        <source>image AP</source>
        <translation>图像 AP</translation>
    </message>
    <message>
        <source>image F1</source>
        <translation>图像 F1</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>另有 %n 个</numerusform>
        </translation>
    </message>
    <message>
        <source>Data set %1 in %2</source>
        <translation>数据集 %1，位于 %2</translation>
    </message>
    <message>
        <source>Layout %1, as given</source>
        <translation>布局 %1（指定）</translation>
    </message>
    <message>
        <source>Layout %1, told by %2</source>
        <translation>布局 %1（依据 %2）</translation>
    </message>
    <message>
        <source> (would also fit: %1; choose with --layout)</source>
        <translation>（也符合：%1；可用 --layout 选择）</translation>
    </message>
    <message numerus="yes">
        <source>%n products</source>
        <translation>
            <numerusform>%n 种产品</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n images</source>
        <translation>
            <numerusform>%n 张图像</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n for training</source>
        <translation>
            <numerusform>%n 张用于训练</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n for test</source>
        <translation>
            <numerusform>%n 张用于测试</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n good</source>
        <translation>
            <numerusform>%n 张良品</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n anomalous</source>
        <translation>
            <numerusform>%n 张异常</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n masks</source>
        <translation>
            <numerusform>%n 个掩膜</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n images of which nobody knows whether they are good</source>
        <translation>
            <numerusform>%n 张图像不知是否为良品</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n anomalous images without mask</source>
        <translation>
            <numerusform>%n 张异常图像没有掩膜</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n masks without image</source>
        <translation>
            <numerusform>%n 个掩膜没有图像</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n folders whose masks were paired by order, not by name</source>
        <translation>
            <numerusform>%n 个文件夹的掩膜按顺序而非名称配对</numerusform>
        </translation>
    </message>
    <message>
        <source>Defects are marked by boxes, not by their pixels: pixel figures say little.</source>
        <translation>缺陷以方框而非像素标出：像素指标意义不大。</translation>
    </message>
    <message>
        <source>Masks are drawn coarsely and reach beyond the defects: pixel figures come out low.</source>
        <translation>掩膜画得较粗，超出了缺陷：像素指标会偏低。</translation>
    </message>
    <message numerus="yes">
        <source>The same is true of %n more.</source>
        <translation>
            <numerusform>另有 %n 个同样如此。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Warning: %n images stand in both training and test of this data set.</source>
        <translation>
            <numerusform>警告：此数据集有 %n 张图像同时在训练和测试部分。</numerusform>
        </translation>
    </message>
    <message>
        <source>Warning: the weights “%1” were trained on this data set (%2). These are no zero-shot figures.</source>
        <translation>警告：权重“%1”曾在此数据集上训练（%2）。这些不是零样本指标。</translation>
    </message>
    <message numerus="yes">
        <source>Warning: the weights “%1” have seen %n of these images in training. These are no zero-shot figures.</source>
        <translation>
            <numerusform>警告：权重“%1”在训练中见过其中 %n 张图像。这些不是零样本指标。</numerusform>
        </translation>
    </message>
    <message>
        <source>Product</source>
        <translation>产品</translation>
    </message>
    <message>
        <source>images</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>anomalous</source>
        <translation>异常</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>平均</translation>
    </message>
    <message>
        <source>In per cent. PRO is the published code&apos;s, AUPRO MVTec&apos;s exact one up to a false positive rate of 0.3.</source>
        <translation>单位为百分比。PRO 为论文代码的定义，AUPRO 为 MVTec 的精确定义，假阳性率至 0.3。</translation>
    </message>
    <message numerus="yes">
        <source>%n anomalous images without a usable mask count as images only.</source>
        <translation>
            <numerusform>%n 张没有可用掩膜的异常图像只计入图像指标。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n images were left out: nobody knows whether they are good.</source>
        <translation>
            <numerusform>略去 %n 张图像：不知是否为良品。</numerusform>
        </translation>
    </message>
    <message>
        <source>Products without an image to evaluate: %1</source>
        <translation>没有可评估图像的产品：%1</translation>
    </message>
    <message>
        <source>There is no layout “%1”. Choose one of: %2.</source>
        <translation>没有布局“%1”。请选择：%2。</translation>
    </message>
    <message>
        <source>There is no split “%1”. Choose test or train.</source>
        <translation>没有部分“%1”。请选择 test 或 train。</translation>
    </message>
    <message>
        <source>“%1” is named twice in --products.</source>
        <translation>“%1”在 --products 中出现了两次。</translation>
    </message>
    <message>
        <source>The data set has no product “%1”.</source>
        <translation>数据集中没有产品“%1”。</translation>
    </message>
    <message>
        <source>The data set has no product “%1”. Did you mean “%2”?</source>
        <translation>数据集中没有产品“%1”。您是指“%2”吗？</translation>
    </message>
    <message>
        <source>auto, mvtec, visa, btad, ksdd, ksdd2, dagm, bsd, gc10, msd, road, rsdd, mpdd, meta or folder (default: auto)</source>
        <translation>auto、mvtec、visa、btad、ksdd、ksdd2、dagm、bsd、gc10、msd、road、rsdd、mpdd、meta 或 folder（默认：auto）</translation>
    </message>
    <message>
        <source>test or train (default: test)</source>
        <translation>test 或 train（默认：test）</translation>
    </message>
    <message>
        <source>which products (default: all)</source>
        <translation>哪些产品（默认：全部）</translation>
    </message>
    <message>
        <source>weight of Post-VCP, 0 to 1 (default: the model&apos;s; published: 0.8)</source>
        <translation>Post-VCP 的权重，0 到 1（默认：模型自带；论文代码：0.8）</translation>
    </message>
    <message>
        <source>Gaussian in pixels of the model&apos;s input, 0 to 64 (default: the model&apos;s; published: 8 at 518 pixels)</source>
        <translation>高斯平滑，单位为模型输入的像素，0 到 64（默认：模型自带；论文代码：518 像素时为 8）</translation>
    </message>
    <message>
        <source>memory that doesn&apos;t grow with the pixels: pixel figures from 65536 levels of the score</source>
        <translation>内存不随像素数增长：像素指标由 65536 级得分得出</translation>
    </message>
    <message>
        <source>write the figures as JSON</source>
        <translation>以 JSON 写出指标</translation>
    </message>
    <message>
        <source>write the figures as CSV</source>
        <translation>以 CSV 写出指标</translation>
    </message>
    <message>
        <source>write curves, verdicts of images and figures of each type of defect</source>
        <translation>写出曲线、图像判定和各缺陷类型的指标</translation>
    </message>
    <message>
        <source>a second model on the same images: differences, and whether they are more than chance</source>
        <translation>在相同图像上的第二个模型：差异，以及是否超出偶然</translation>
    </message>
    <message>
        <source>Name the folder of a data set.</source>
        <translation>请给出数据集的文件夹。</translation>
    </message>
    <message>
        <source>One data set at a time: “%1” is one too many.</source>
        <translation>一次一个数据集：“%1”多余。</translation>
    </message>
    <message>
        <source>“%1” has no test image of which it is known whether it is good or defective: there is nothing to evaluate.</source>
        <translation>“%1”中没有已知是良品还是缺陷品的测试图像：没有可评估的内容。</translation>
    </message>
    <message>
        <source>“%1” has no training image of which it is known whether it is good or defective: there is nothing to evaluate.</source>
        <translation>“%1”中没有已知是良品还是缺陷品的训练图像：没有可评估的内容。</translation>
    </message>
    <message>
        <source>The product “%1” has too many pixels for exact figures: --streaming gets by with less memory.</source>
        <translation>产品“%1”的像素太多，无法计算精确指标：加 --streaming 所需内存较少。</translation>
    </message>
    <message>
        <source>There is no score “%1”. Choose published or recipe.</source>
        <translation>没有得分“%1”。请选择 published 或 recipe。</translation>
    </message>
    <message>
        <source>score of an image: published (default), or recipe: the model&apos;s own, by which verdicts are given</source>
        <translation>图像得分：published（默认，论文代码的得分），或 recipe（模型自己的得分，判定以此为准）</translation>
    </message>
    <message>
        <source>write figures and curves as a sealed report</source>
        <translation>以封存报告写出指标与曲线</translation>
    </message>
    <message>
        <source>What good training images of a product show at each place was taken off first: these figures are not zero-shot.</source>
        <translation>已先减去产品的良品训练图像在每个位置的表现：这些数值不是零样本结果。</translation>
    </message>
    <message>
        <source>Products with too few good training images, from which nothing was learned: %1</source>
        <translation>良品训练图像过少、未能学习的产品：%1</translation>
    </message>
    <message>
        <source>take off what the product&apos;s good training images show at each place, as a recipe does that has learned from good parts</source>
        <translation>减去产品的良品训练图像在每个位置的表现，与已从良品学习的配方相同</translation>
    </message>
    <message>
        <source>--baseline learns from the training split, so it goes with --split test.</source>
        <translation>--baseline 从训练集学习，因此须与 --split test 一起使用。</translation>
    </message>
    <message>
        <source>--baseline has nothing to learn from: no product of “%1” has five good training images.</source>
        <translation>--baseline 无从学习：“%1”中没有任何产品有五张良品训练图像。</translation>
    </message>
    <message>
        <source>Stopped before the report was finished: it was not written, everything else was.</source>
        <translation>在报告完成之前已停止：报告未写入，其余均已写入。</translation>
    </message>
</context>
<context>
    <name>Export</name>
    <message>
        <source>%1: the file holds another image than the one inspected, so there is no overlay. Inspect it again.</source>
        <translation>%1：文件中的图像与检测时的不同，因此没有叠加图。请重新检测。</translation>
    </message>
    <message>
        <source>%1: its inspection isn&apos;t kept any more, so there is no mask, outline, map or overlay. Inspect it again.</source>
        <translation>%1：其检测结果已不再保存，因此没有掩膜、轮廓、热图或叠加图。请重新检测。</translation>
    </message>
</context>
<context>
    <name>Expression</name>
    <message numerus="yes">
        <source>A filter has at most %n character(s).</source>
        <translation>
            <numerusform>筛选条件最多 %n 个字符。</numerusform>
        </translation>
    </message>
    <message>
        <source>turns the next condition round</source>
        <translation>将后面的条件取反</translation>
    </message>
    <message>
        <source>is</source>
        <translation>等于</translation>
    </message>
    <message>
        <source>is not</source>
        <translation>不等于</translation>
    </message>
    <message>
        <source>is like, with * and ?</source>
        <translation>类似于，可用 * 和 ?</translation>
    </message>
    <message>
        <source>is not like</source>
        <translation>不类似于</translation>
    </message>
    <message>
        <source>from … on</source>
        <translation>从 … 起</translation>
    </message>
    <message>
        <source>at least</source>
        <translation>不小于</translation>
    </message>
    <message>
        <source>after</source>
        <translation>晚于</translation>
    </message>
    <message>
        <source>more than</source>
        <translation>大于</translation>
    </message>
    <message>
        <source>up to and with</source>
        <translation>到 … 为止</translation>
    </message>
    <message>
        <source>at most</source>
        <translation>不大于</translation>
    </message>
    <message>
        <source>before</source>
        <translation>早于</translation>
    </message>
    <message>
        <source>less than</source>
        <translation>小于</translation>
    </message>
    <message>
        <source>there is no value</source>
        <translation>没有值</translation>
    </message>
    <message>
        <source>both must hold</source>
        <translation>两者都须成立</translation>
    </message>
    <message>
        <source>one must hold</source>
        <translation>其一成立即可</translation>
    </message>
    <message>
        <source>A condition such as “score &gt; 0.6” or a part of a name belongs here.</source>
        <translation>这里应是条件，例如“score &gt; 0.6”，或名称的一部分。</translation>
    </message>
    <message>
        <source>A condition belongs here. Fields: %1.</source>
        <translation>这里应是条件。字段：%1。</translation>
    </message>
    <message>
        <source>A field belongs before the operator: %1.</source>
        <translation>运算符前应有字段：%1。</translation>
    </message>
    <message>
        <source>There is no field “%1”. Did you mean “%2”?</source>
        <translation>没有字段“%1”。您是否想用“%2”？</translation>
    </message>
    <message>
        <source>There is no field “%1”. Fields: %2.</source>
        <translation>没有字段“%1”。字段：%2。</translation>
    </message>
    <message>
        <source>“%1” is text: compare it with =, !=, ~ or !~.</source>
        <translation>“%1”是文本：请用 =、!=、~ 或 !~ 比较。</translation>
    </message>
    <message>
        <source>“%1” has fixed words: compare it with = or !=.</source>
        <translation>“%1”只有固定的词：请用 = 或 != 比较。</translation>
    </message>
    <message>
        <source>“%1” is no text: compare it with =, !=, &lt;, &lt;=, &gt; or &gt;=.</source>
        <translation>“%1”不是文本：请用 =、!=、&lt;、&lt;=、&gt; 或 &gt;= 比较。</translation>
    </message>
    <message>
        <source>A number belongs here, such as 0.6.</source>
        <translation>这里应是数字，例如 0.6。</translation>
    </message>
    <message>
        <source>An area belongs here, such as 120 or 1.2 mm2.</source>
        <translation>这里应是面积，例如 120 或 1.2 mm2。</translation>
    </message>
    <message>
        <source>A length belongs here, such as 40 or 1.5 mm.</source>
        <translation>这里应是长度，例如 40 或 1.5 mm。</translation>
    </message>
    <message>
        <source>One of these words belongs here: %1.</source>
        <translation>这里应是以下词之一：%1。</translation>
    </message>
    <message>
        <source>A date belongs here, such as 2026-11-01, 2026-11 or today.</source>
        <translation>这里应是日期，例如 2026-11-01、2026-11 或 today。</translation>
    </message>
    <message>
        <source>A text belongs here; put it in quotes when it has spaces.</source>
        <translation>这里应是文本；含空格时请加引号。</translation>
    </message>
    <message>
        <source>“%1” is no unit of area: px2, mm2, cm2 and um2 are.</source>
        <translation>“%1”不是面积单位；可用 px2、mm2、cm2 和 um2。</translation>
    </message>
    <message>
        <source>“%1” is no unit of length: px, mm, cm and um are.</source>
        <translation>“%1”不是长度单位；可用 px、mm、cm 和 um。</translation>
    </message>
    <message>
        <source>“%1” has no unit; this is a plain number.</source>
        <translation>“%1”没有单位；这是一个纯数字。</translation>
    </message>
    <message>
        <source>There is no calibration yet: give the area in px2.</source>
        <translation>尚未标定：请以 px2 给出面积。</translation>
    </message>
    <message>
        <source>There is no calibration yet: give the length in px.</source>
        <translation>尚未标定：请以 px 给出长度。</translation>
    </message>
    <message>
        <source>The closing quote is missing.</source>
        <translation>缺少右引号。</translation>
    </message>
    <message>
        <source>A closing bracket is missing.</source>
        <translation>缺少右括号。</translation>
    </message>
    <message>
        <source>This bracket was never opened.</source>
        <translation>这个括号没有对应的左括号。</translation>
    </message>
    <message>
        <source>“and”, “or” or the end belongs here.</source>
        <translation>这里应是“and”“or”或结尾。</translation>
    </message>
</context>
<context>
    <name>Gauge</name>
    <message numerus="yes">
        <source>%n picture(s)</source>
        <translation>
            <numerusform>%n 张图像</numerusform>
        </translation>
    </message>
    <message>
        <source>“%1” has %2</source>
        <comment>part, pictures</comment>
        <translation>“%1”有 %2</translation>
    </message>
    <message>
        <source>“%1” by “%2” has %3</source>
        <comment>part, appraiser, pictures</comment>
        <translation>“%2”的“%1”有 %3</translation>
    </message>
    <message numerus="yes">
        <source>Left out: %n part(s) that weren&apos;t seen as often as most (%1).</source>
        <translation>
            <numerusform>未计入：%n 个零件，其拍摄次数与多数零件不同（%1）。</numerusform>
        </translation>
    </message>
    <message>
        <source>good (below 10 %)</source>
        <translation>良好（低于 10 %）</translation>
    </message>
    <message>
        <source>may do, depending on what it is for (10 to 30 %)</source>
        <translation>视用途可接受（10 % 至 30 %）</translation>
    </message>
    <message>
        <source>not usable (above 30 %)</source>
        <translation>不可用（高于 30 %）</translation>
    </message>
    <message>
        <source>The names have to say which part a picture shows: %1 is missing.</source>
        <translation>文件名必须说明图像是哪个零件：缺少 %1。</translation>
    </message>
    <message>
        <source>%1 stands there twice.</source>
        <translation>%1 出现了两次。</translation>
    </message>
    <message>
        <source>There is no %1. There are {part}, {appraiser} and {trial}; * is anything.</source>
        <translation>没有 %1。可用 {part}、{appraiser} 和 {trial}；* 代表任意内容。</translation>
    </message>
    <message>
        <source>This is longer than %1 characters.</source>
        <translation>长度超过 %1 个字符。</translation>
    </message>
    <message numerus="yes">
        <source>%n part(s)</source>
        <translation>
            <numerusform>%n 个零件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) each</source>
        <translation>
            <numerusform>各 %n 张图像</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, %2, %3.</source>
        <comment>parts, appraisers, pictures each</comment>
        <translation>%1，%2，%3。</translation>
    </message>
    <message numerus="yes">
        <source>%n appraiser(s)</source>
        <translation>
            <numerusform>%n 个评价人</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, %2.</source>
        <comment>parts, pictures each</comment>
        <translation>%1，%2。</translation>
    </message>
    <message>
        <source>A study needs at least two pictures of each part.</source>
        <translation>研究要求每个零件至少有两张图像。</translation>
    </message>
    <message>
        <source>A study needs at least two parts that were seen equally often.</source>
        <translation>研究要求至少有两个拍摄次数相同的零件。</translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) have other names, such as “%1”.</source>
        <translation>
            <numerusform>%n 张图像的文件名不符，例如“%1”。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) couldn&apos;t be inspected and are left aside.</source>
        <translation>
            <numerusform>%n 张图像无法检测，未计入。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) are not inspected yet.</source>
        <translation>
            <numerusform>%n 张图像尚未检测。</numerusform>
        </translation>
    </message>
    <message>
        <source>All values are the same: nothing can be said of the measuring.</source>
        <translation>所有数值都相同：无法评价测量。</translation>
    </message>
    <message>
        <source>The measuring makes %1 of the variation (%GRR): %2.</source>
        <translation>测量占总变差的 %1（%GRR）：%2。</translation>
    </message>
    <message>
        <source>It takes %1 of the tolerance: %2.</source>
        <translation>占公差的 %1：%2。</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Std deviation</source>
        <translation>标准差</translation>
    </message>
    <message>
        <source>Std deviation, %1</source>
        <translation>标准差，%1</translation>
    </message>
    <message>
        <source>Of the variation</source>
        <translation>占总变差</translation>
    </message>
    <message>
        <source>Of the variance</source>
        <translation>占方差</translation>
    </message>
    <message>
        <source>Of the tolerance</source>
        <translation>占公差</translation>
    </message>
    <message>
        <source>Gauge R&amp;R</source>
        <translation>量具 R&amp;R</translation>
    </message>
    <message>
        <source>Repeatability</source>
        <translation>重复性</translation>
    </message>
    <message>
        <source>Reproducibility</source>
        <translation>再现性</translation>
    </message>
    <message>
        <source>– Appraisers</source>
        <translation>– 评价人</translation>
    </message>
    <message>
        <source>– Appraisers and parts</source>
        <translation>– 评价人与零件</translation>
    </message>
    <message>
        <source>Parts</source>
        <translation>零件</translation>
    </message>
    <message>
        <source>All</source>
        <translation>合计</translation>
    </message>
    <message>
        <source>Sum of squares</source>
        <translation>平方和</translation>
    </message>
    <message>
        <source>Mean square</source>
        <translation>均方</translation>
    </message>
    <message>
        <source>Appraisers</source>
        <translation>评价人</translation>
    </message>
    <message>
        <source>Appraisers and parts</source>
        <translation>评价人与零件</translation>
    </message>
    <message>
        <source>%1 (%2; %3)</source>
        <comment>3 of 10 (30 %; 10 % to 60 %)</comment>
        <translation>%1（%2；%3）</translation>
    </message>
    <message>
        <source>All verdicts on a part are the same: %1.</source>
        <translation>同一零件的判定全部一致：%1。</translation>
    </message>
    <message>
        <source>All are right, by the parts&apos; labels: %1.</source>
        <translation>按零件的标注全部正确：%1。</translation>
    </message>
    <message>
        <source>Agreement beyond chance (Fleiss&apos; kappa): %1, %2.</source>
        <translation>超出偶然的一致性（Fleiss kappa）：%1，%2。</translation>
    </message>
    <message>
        <source>good</source>
        <translation>良好</translation>
    </message>
    <message>
        <source>poor</source>
        <translation>差</translation>
    </message>
    <message>
        <source>middling</source>
        <translation>中等</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>零件</translation>
    </message>
    <message>
        <source>Agree</source>
        <translation>一致</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>标注</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>no</source>
        <translation>否</translation>
    </message>
    <message>
        <source>DF</source>
        <comment>degrees of freedom</comment>
        <translation>自由度</translation>
    </message>
    <message>
        <source>Appraisers and parts (pooled)</source>
        <translation>评价人与零件（已合并）</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <comment>10 parts (1, 2 … 10)</comment>
        <translation>%1（%2）</translation>
    </message>
    <message numerus="yes">
        <source>In %n part(s) nothing was found at all: they say nothing of how repeatable the measuring is, and make it look better.</source>
        <translation>
            <numerusform>有 %n 个零件完全没有发现缺陷：它们不能说明测量的重复性，反而使结果显得更好。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n class(es) of parts can be told apart (ndc); at least %1 are asked for.</source>
        <translation>
            <numerusform>能区分 %n 类零件（ndc）；要求至少 %1 类。</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>an appraiser&apos;s name, 3 of 10</comment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>Each appraiser&apos;s own: %1.</source>
        <translation>各评价人自身一致：%1。</translation>
    </message>
    <message>
        <source>There are no pictures.</source>
        <translation>没有图像。</translation>
    </message>
    <message>
        <source>These pictures have no names by which they are a study.</source>
        <translation>从这些图像的文件名看不出这是一项研究。</translation>
    </message>
</context>
<context>
    <name>GaugeAxis</name>
    <message>
        <source>%1, %2</source>
        <comment>measure, unit</comment>
        <translation>%1，%2</translation>
    </message>
</context>
<context>
    <name>HistoryPresenter</name>
    <message>
        <source>The review log is whole: %1 rows, none was changed, cut or added.</source>
        <translation>复核日志完整：共 %1 行，未被更改、截断或添加。</translation>
    </message>
    <message>
        <source>The review log is whole: %1 rows. The program was stopped right after the last one was written.</source>
        <translation>复核日志完整：共 %1 行。写入最后一行后程序随即被终止。</translation>
    </message>
    <message>
        <source>Row %1 of the review log was changed.</source>
        <translation>复核日志的第 %1 行被更改过。</translation>
    </message>
    <message>
        <source>Row %1 of the review log is missing.</source>
        <translation>复核日志缺少第 %1 行。</translation>
    </message>
    <message>
        <source>Row %1 of the review log was put in or replaced.</source>
        <translation>复核日志的第 %1 行是插入或替换的。</translation>
    </message>
    <message>
        <source>The review log was cut: row %1 and what came after it are gone.</source>
        <translation>复核日志被截断：第 %1 行及其后的内容已丢失。</translation>
    </message>
    <message>
        <source>The review log was written anew up to row %1.</source>
        <translation>复核日志在第 %1 行之前被重写过。</translation>
    </message>
    <message>
        <source>Rows were added to the review log from row %1 on, not by this program.</source>
        <translation>从第 %1 行起，有行不是由本程序添加到复核日志的。</translation>
    </message>
    <message>
        <source>The record of the review log&apos;s end is lost: whether rows were cut off can&apos;t be told.</source>
        <translation>复核日志结尾的记录已丢失：无法判断是否有行被截去。</translation>
    </message>
    <message>
        <source>The label that row %1 of the review log gave was changed behind its back.</source>
        <translation>复核日志第 %1 行给出的标注在日志之外被更改。</translation>
    </message>
    <message>
        <source>The image %1… has a label that the review log knows nothing of.</source>
        <translation>图像 %1… 的标注在复核日志中没有记录。</translation>
    </message>
</context>
<context>
    <name>InputSizes</name>
    <message>
        <source>%1 px (the model&apos;s own)</source>
        <translation>%1 px（模型自身）</translation>
    </message>
    <message>
        <source>%1 px: about %2 times as fast, coarser</source>
        <translation>%1 px：速度约为 %2 倍，较粗略</translation>
    </message>
    <message>
        <source>A smaller input shows less: small defects get weaker or are missed, and limits that were set at another size don&apos;t hold. Check it with parts whose defects you know.</source>
        <translation>输入越小，看到的越少：小缺陷会变弱或被漏掉，在其他尺寸下设定的限值也不再适用。请用已知缺陷的零件检验。</translation>
    </message>
    <message>
        <source>Published for ViT-L/14 on MVTec AD: pixel AP 49 % at 518 px, 45 % at 336 px, 38 % at 224 px.</source>
        <translation>ViT-L/14 在 MVTec AD 上公布的结果：像素 AP 在 518 px 时为 49 %，336 px 时为 45 %，224 px 时为 38 %。</translation>
    </message>
    <message>
        <source>%1 % at %2 px</source>
        <translation>%2 px 时为 %1 %</translation>
    </message>
    <message>
        <source>Pixel AP that its maker measured: %1.</source>
        <translation>制作者测得的像素 AP：%1。</translation>
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
    <message>
        <source>drawn parts with defects and exact masks, to try things out and to train</source>
        <translation>绘制带缺陷和精确掩膜的零件，用于试用和训练</translation>
    </message>
    <message>
        <source>train a model, or go on with a training</source>
        <translation>训练模型，或继续一次训练</translation>
    </message>
    <message>
        <source>the published metrics of a model on a data set with masks</source>
        <translation>模型在带掩膜的数据集上的已发表指标</translation>
    </message>
    <message>
        <source>whether a report is as it was sealed, and its verdicts come out again</source>
        <translation>报告是否仍如封存时一样，其判定能否重现</translation>
    </message>
    <message>
        <source>how fast a model is on this computer, and against what</source>
        <translation>模型在本机上的速度及其参照</translation>
    </message>
    <message>
        <source>judge pictures that other programs send over HTTP</source>
        <translation>判定其他程序通过 HTTP 发送的图像</translation>
    </message>
    <message>
        <source>The standard output could not be written: %1.</source>
        <translation>无法写入标准输出：%1。</translation>
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
        <translation>缺陷品</translation>
    </message>
    <message>
        <source>Unlabelled</source>
        <translation>未标注</translation>
    </message>
</context>
<context>
    <name>LimitStanding</name>
    <message>
        <source>%1 %2: samples up to %3 are still good.</source>
        <translation>%1 %2：不超过 %3 的样品仍合格。</translation>
    </message>
    <message>
        <source>%1 %2: samples from %4 on are no longer good.</source>
        <translation>%1 %2：从 %4 起的样品不再合格。</translation>
    </message>
    <message>
        <source>%1 %2: samples up to %3 are still good, but samples from %4 on are no longer good. Compare by eye, or by another measure.</source>
        <translation>%1 %2：不超过 %3 的样品仍合格，但从 %4 起的样品不再合格。请目视比较，或换一个度量。</translation>
    </message>
    <message>
        <source>%1 %2: more than any sample that is still good (up to %3).</source>
        <translation>%1 %2：大于所有仍合格的样品（最大 %3）。</translation>
    </message>
    <message>
        <source>%1 %2: less than any sample that is no longer good (from %4).</source>
        <translation>%1 %2：小于所有不再合格的样品（最小 %4）。</translation>
    </message>
    <message>
        <source>%1 %2: between the largest that is still good (%3) and the smallest that is no longer good (%4).</source>
        <translation>%1 %2：介于仍合格的最大样品（%3）与不再合格的最小样品（%4）之间。</translation>
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
        <translation>锁定工作台</translation>
    </message>
    <message>
        <source>Other recipes may be opened</source>
        <translation>可以打开其他配方</translation>
    </message>
    <message>
        <source>Code:</source>
        <translation>密码：</translation>
    </message>
    <message>
        <source>Once more:</source>
        <translation>再次输入：</translation>
    </message>
    <message>
        <source>Until it is unlocked, limits, zones, calibration and model stay as they are, and so does what the live view is set to. Parts are inspected, judged and labelled as before, and it can be started and stopped.</source>
        <translation>解锁前，限值、分区、标定和模型保持不变，实时视图的设置也保持不变。零件照常检测、判定和标注，实时视图可以启动和停止。</translation>
    </message>
    <message>
        <source>&amp;Lock</source>
        <translation>锁定(&amp;L)</translation>
    </message>
    <message>
        <source>At least %1 letters or digits.</source>
        <translation>至少 %1 个字母或数字。</translation>
    </message>
    <message>
        <source>The two are not the same yet.</source>
        <translation>两次输入尚不一致。</translation>
    </message>
    <message>
        <source>Unlock the Desk</source>
        <translation>解锁工作台</translation>
    </message>
    <message>
        <source>&amp;Unlock</source>
        <translation>解锁(&amp;U)</translation>
    </message>
    <message>
        <source>That is not the code.</source>
        <translation>密码不正确。</translation>
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
    <name>Measure</name>
    <message>
        <source>Area</source>
        <translation>面积</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>长度</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>宽度</translation>
    </message>
    <message>
        <source>Peak</source>
        <translation>峰值</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>平均值</translation>
    </message>
    <message>
        <source>Contrast</source>
        <translation>对比度</translation>
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
        <translation>外框宽度</translation>
    </message>
    <message>
        <source>Box height</source>
        <translation>外框高度</translation>
    </message>
    <message>
        <source>Regions per part</source>
        <translation>每件的区域数</translation>
    </message>
</context>
<context>
    <name>MeasureName</name>
    <message>
        <source>Region score</source>
        <translation>区域得分</translation>
    </message>
    <message>
        <source>Image score</source>
        <translation>图像得分</translation>
    </message>
    <message>
        <source>Area of the largest region</source>
        <translation>最大区域的面积</translation>
    </message>
    <message>
        <source>Area of all regions</source>
        <translation>全部区域的面积</translation>
    </message>
    <message>
        <source>Length of the longest region</source>
        <translation>最长区域的长度</translation>
    </message>
    <message>
        <source>Number of regions</source>
        <translation>区域数</translation>
    </message>
</context>
<context>
    <name>ModelChoice</name>
    <message>
        <source>“%1” is no image size. Give a number of pixels, such as: --image-size 518</source>
        <translation>“%1”不是图像尺寸。请给出像素数，例如：--image-size 518</translation>
    </message>
    <message>
        <source>“%1” is no list of layers. Give their numbers, such as: --layers 6,12,18,24</source>
        <translation>“%1”不是层的列表。请给出层号，例如：--layers 6,12,18,24</translation>
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
        <translation>“%1”不适用于 --%2：需要 %3 到 %4 的整数。</translation>
    </message>
    <message>
        <source>“%1” doesn&apos;t fit --%2: a number from %3 to %4 is wanted.</source>
        <translation>“%1”不适用于 --%2：需要 %3 到 %4 的数。</translation>
    </message>
</context>
<context>
    <name>OutputText</name>
    <message>
        <source>The address is missing.</source>
        <translation>缺少地址。</translation>
    </message>
    <message>
        <source>This is not an address. Write it as the example shows.</source>
        <translation>这不是地址。请按示例书写。</translation>
    </message>
    <message>
        <source>The address must begin with http:// or https://, a broker&apos;s with mqtt:// or mqtts://.</source>
        <translation>地址须以 http:// 或 https:// 开头，代理服务器的地址须以 mqtt:// 或 mqtts:// 开头。</translation>
    </message>
    <message>
        <source>A broker&apos;s address ends behind its port. The topic has a field of its own.</source>
        <translation>代理服务器的地址到端口为止。主题请填入单独的字段。</translation>
    </message>
    <message>
        <source>User and password have fields of their own. Take them out of the address.</source>
        <translation>用户名和密码有单独的字段。请从地址中去掉。</translation>
    </message>
    <message>
        <source>A token has neither spaces nor letters beyond ASCII.</source>
        <translation>令牌不能含有空格或 ASCII 以外的字符。</translation>
    </message>
    <message>
        <source>The address holds a user, and there is a token: only one of them can be sent.</source>
        <translation>地址中有用户名，同时又有令牌：只能发送其中之一。</translation>
    </message>
    <message>
        <source>The file is missing.</source>
        <translation>缺少文件。</translation>
    </message>
    <message>
        <source>The file needs its folder: write its whole path.</source>
        <translation>文件需要带上文件夹：请写出完整路径。</translation>
    </message>
    <message>
        <source>The topic is missing.</source>
        <translation>缺少主题。</translation>
    </message>
    <message>
        <source>A topic to publish to has neither + nor #.</source>
        <translation>用于发布的主题不能含有 + 或 #。</translation>
    </message>
    <message>
        <source>Topics that begin with $ belong to the broker.</source>
        <translation>以 $ 开头的主题归代理服务器所有。</translation>
    </message>
    <message>
        <source>The topic is too long, or holds a character that no topic may hold.</source>
        <translation>主题太长，或含有主题不允许的字符。</translation>
    </message>
    <message>
        <source>User or password is too long, or holds a character that it may not hold.</source>
        <translation>用户名或密码太长，或含有不允许的字符。</translation>
    </message>
    <message>
        <source>There is a password, but no user.</source>
        <translation>有密码，但没有用户名。</translation>
    </message>
    <message>
        <source>This program was built without MQTT. For it, it has to be built with libmosquitto.</source>
        <translation>本程序构建时未包含 MQTT。要使用它，须以 libmosquitto 构建程序。</translation>
    </message>
    <message>
        <source>Delivered: %1</source>
        <translation>已送达：%1</translation>
    </message>
    <message>
        <source>waiting: %1</source>
        <translation>等待中：%1</translation>
    </message>
    <message>
        <source>dropped: %1</source>
        <translation>已丢弃：%1</translation>
    </message>
    <message>
        <source>refused: %1</source>
        <translation>被拒绝：%1</translation>
    </message>
    <message>
        <source>given up at the end: %1</source>
        <translation>结束时放弃：%1</translation>
    </message>
    <message>
        <source>Failed at %1, tried again by itself: %2</source>
        <translation>%1 失败，正在自动重试：%2</translation>
    </message>
    <message>
        <source>Last error, at %1: %2</source>
        <translation>最近一次错误，%1：%2</translation>
    </message>
    <message>
        <source>%1 has ended. %2</source>
        <translation>%1 已结束。%2</translation>
    </message>
</context>
<context>
    <name>PartFields</name>
    <message>
        <source>over the fail limit</source>
        <translation>超过不合格限值</translation>
    </message>
    <message>
        <source>over the review limit</source>
        <translation>超过复核限值</translation>
    </message>
    <message>
        <source>could not be inspected</source>
        <translation>无法检测</translation>
    </message>
    <message>
        <source>below both limits</source>
        <translation>低于两个限值</translation>
    </message>
    <message>
        <source>being inspected</source>
        <translation>正在检测</translation>
    </message>
    <message>
        <source>not inspected yet</source>
        <translation>尚未检测</translation>
    </message>
    <message>
        <source>cancelled before the inspection</source>
        <translation>检测前已取消</translation>
    </message>
    <message>
        <source>accepted by a person</source>
        <translation>已由人接受</translation>
    </message>
    <message>
        <source>left open by a person</source>
        <translation>由人留待处理</translation>
    </message>
    <message>
        <source>rejected by a person</source>
        <translation>已由人拒收</translation>
    </message>
    <message>
        <source>not reviewed</source>
        <translation>未复核</translation>
    </message>
    <message>
        <source>no label</source>
        <translation>没有标注</translation>
    </message>
    <message>
        <source>known to be good</source>
        <translation>已知为良品</translation>
    </message>
    <message>
        <source>known to be defective</source>
        <translation>已知为缺陷品</translation>
    </message>
    <message>
        <source>score of the image, 0 to 1</source>
        <translation>图像得分，0 到 1</translation>
    </message>
    <message>
        <source>peak of the worst region, 0 to 1</source>
        <translation>最差区域的峰值，0 到 1</translation>
    </message>
    <message>
        <source>area of all regions</source>
        <translation>所有区域的面积</translation>
    </message>
    <message>
        <source>area of the largest region</source>
        <translation>最大区域的面积</translation>
    </message>
    <message>
        <source>number of regions</source>
        <translation>区域数量</translation>
    </message>
    <message>
        <source>verdict of the machine</source>
        <translation>机器的判定</translation>
    </message>
    <message>
        <source>verdict of a person</source>
        <translation>人的判定</translation>
    </message>
    <message>
        <source>what the part really is</source>
        <translation>零件的实际情况</translation>
    </message>
    <message>
        <source>name of the file</source>
        <translation>文件名</translation>
    </message>
    <message>
        <source>folder the file lies in</source>
        <translation>文件所在的文件夹</translation>
    </message>
    <message>
        <source>when the file was changed</source>
        <translation>文件的修改时间</translation>
    </message>
    <message>
        <source>why there is no result</source>
        <translation>没有结果的原因</translation>
    </message>
    <message>
        <source>both words in the name</source>
        <translation>名称中含有这两个词</translation>
    </message>
    <message>
        <source>high score, several regions</source>
        <translation>得分高且有多个区域</translation>
    </message>
    <message>
        <source>everything not passed</source>
        <translation>所有未合格的</translation>
    </message>
    <message>
        <source>failed, not reviewed yet</source>
        <translation>不合格且尚未复核</translation>
    </message>
    <message>
        <source>overkill: good parts that fail</source>
        <translation>过杀：判为不合格的良品</translation>
    </message>
    <message>
        <source>escapes: defective parts that pass</source>
        <translation>漏检：判为合格的缺陷品</translation>
    </message>
    <message>
        <source>a large region; mm2 once calibrated</source>
        <translation>大区域；标定后可用 mm2</translation>
    </message>
    <message>
        <source>file names that begin with gear</source>
        <translation>以 gear 开头的文件名</translation>
    </message>
    <message>
        <source>files of one folder</source>
        <translation>同一文件夹中的文件</translation>
    </message>
    <message>
        <source>files changed since yesterday</source>
        <translation>昨天以来修改的文件</translation>
    </message>
    <message>
        <source>all but low scores</source>
        <translation>除低分以外的全部</translation>
    </message>
    <message>
        <source>mean grey value of the picture, 0 to 255</source>
        <translation>图像的平均灰度值，0 至 255</translation>
    </message>
    <message>
        <source>fine detail of the picture; falls out of focus</source>
        <translation>图像的细节程度；失焦时下降</translation>
    </message>
    <message>
        <source>how well the part was found in the picture, 0 to 1</source>
        <translation>在图像中找到零件的匹配度，0 到 1</translation>
    </message>
    <message>
        <source>a blind review says the same</source>
        <translation>盲审结果相同</translation>
    </message>
    <message>
        <source>a blind review says something else</source>
        <translation>盲审结果不同</translation>
    </message>
    <message>
        <source>nobody judged it blind</source>
        <translation>无人盲审</translation>
    </message>
    <message>
        <source>whether a blind review says the same</source>
        <translation>盲审结果是否相同</translation>
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
    <message>
        <source>Accepted by a person.</source>
        <translation>已由人接受。</translation>
    </message>
    <message>
        <source>Left open by a person.</source>
        <translation>由人留待处理。</translation>
    </message>
    <message>
        <source>Rejected by a person.</source>
        <translation>已由人拒收。</translation>
    </message>
    <message>
        <source>Label: good.</source>
        <translation>标注：良品。</translation>
    </message>
    <message>
        <source>Label: defective.</source>
        <translation>标注：缺陷品。</translation>
    </message>
</context>
<context>
    <name>PictureFaultText</name>
    <message>
        <source>The picture is too dark: brightness %1, at least %2 asked for.</source>
        <translation>图像太暗：亮度为 %1，要求至少 %2。</translation>
    </message>
    <message>
        <source>The picture is too bright: brightness %1, at most %2 asked for.</source>
        <translation>图像太亮：亮度为 %1，要求最多 %2。</translation>
    </message>
    <message>
        <source>The picture is out of focus: focus %1, at least %2 asked for.</source>
        <translation>图像失焦：清晰度为 %1，要求至少 %2。</translation>
    </message>
    <message>
        <source>Brightness and focus of the picture were not measured when it was inspected: inspect it again.</source>
        <translation>检测时没有测量图像的亮度和清晰度：请重新检测。</translation>
    </message>
    <message>
        <source>The part was not found where it may lie: match %1, at least %2 asked for.</source>
        <translation>在允许的范围内没有找到零件：匹配度 %1，要求至少 %2。</translation>
    </message>
    <message>
        <source>Where the part lies can&apos;t be told: what that takes was not kept when it was inspected. Inspect it again.</source>
        <translation>无法判断零件的位置：检测时没有保存所需的数据。请重新检测。</translation>
    </message>
    <message>
        <source>The part is moved or turned further than the recipe allows.</source>
        <translation>零件的偏移或转角超出配方允许的范围。</translation>
    </message>
</context>
<context>
    <name>PlcText</name>
    <message>
        <source>Control word, written by the PLC</source>
        <translation>控制字，由 PLC 写入</translation>
    </message>
    <message>
        <source>Status word</source>
        <translation>状态字</translation>
    </message>
    <message>
        <source>Heartbeat</source>
        <translation>心跳</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>零件</translation>
    </message>
    <message>
        <source>Number of the verdict</source>
        <translation>判定编号</translation>
    </message>
    <message>
        <source>Verdict (1 pass, 2 review, 3 fail, 4 none)</source>
        <translation>判定（1 合格，2 复核，3 不合格，4 无）</translation>
    </message>
    <message>
        <source>Why there is none (1 failed, 2 late, 3 ended)</source>
        <translation>无判定的原因（1 失败，2 超时，3 已结束）</translation>
    </message>
    <message>
        <source>Faults of the picture</source>
        <translation>图像缺陷</translation>
    </message>
    <message>
        <source>Score, ten thousandths (65535: none)</source>
        <translation>得分，万分之一（65535：无）</translation>
    </message>
    <message>
        <source>Defects</source>
        <translation>缺陷</translation>
    </message>
    <message>
        <source>Of these, failing</source>
        <translation>其中不合格</translation>
    </message>
    <message>
        <source>Largest defect, px²</source>
        <translation>最大缺陷，px²</translation>
    </message>
    <message>
        <source>Largest defect, mm²</source>
        <translation>最大缺陷，mm²</translation>
    </message>
    <message>
        <source>Latency, ms</source>
        <translation>延迟，ms</translation>
    </message>
    <message>
        <source>Version of this table</source>
        <translation>本表的版本</translation>
    </message>
    <message>
        <source>Defect %1: verdict (2 review, 3 fail)</source>
        <translation>缺陷 %1：判定（2 复核，3 不合格）</translation>
    </message>
    <message>
        <source>Defect %1: zone</source>
        <translation>缺陷 %1：分区</translation>
    </message>
    <message>
        <source>Defect %1: x, px</source>
        <translation>缺陷 %1：x，px</translation>
    </message>
    <message>
        <source>Defect %1: y, px</source>
        <translation>缺陷 %1：y，px</translation>
    </message>
    <message>
        <source>Defect %1: area, px²</source>
        <translation>缺陷 %1：面积，px²</translation>
    </message>
    <message>
        <source>Defect %1: length, px</source>
        <translation>缺陷 %1：长度，px</translation>
    </message>
    <message>
        <source>Defect %1: peak, ten thousandths</source>
        <translation>缺陷 %1：峰值，万分之一</translation>
    </message>
    <message>
        <source>Trigger</source>
        <translation>触发</translation>
    </message>
    <message>
        <source>Acknowledge</source>
        <translation>应答</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>就绪</translation>
    </message>
    <message>
        <source>Busy</source>
        <translation>忙</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
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
        <source>No verdict</source>
        <translation>无判定</translation>
    </message>
    <message>
        <source>Trigger refused</source>
        <translation>触发被拒绝</translation>
    </message>
    <message>
        <source>Overrun</source>
        <translation>覆盖</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>another program listens there. It is tried again by itself.</source>
        <translation>另一程序正在该处监听。将自动重试。</translation>
    </message>
    <message>
        <source>ports below 1024 need a right that this program doesn&apos;t have. Choose a greater one, such as 1502.</source>
        <translation>1024 以下的端口需要本程序没有的权限。请选择更大的端口，例如 1502。</translation>
    </message>
    <message>
        <source>this computer has no such address now. It is tried again by itself.</source>
        <translation>本计算机目前没有这个地址。将自动重试。</translation>
    </message>
    <message>
        <source>Nobody can call at %1: %2</source>
        <translation>无法在 %1 接受连接：%2</translation>
    </message>
    <message>
        <source>This program was built without Modbus. For it, it has to be built with libmodbus.</source>
        <translation>本程序编译时未包含 Modbus。要使用它，须用 libmodbus 编译。</translation>
    </message>
    <message>
        <source>The address to listen at is missing.</source>
        <translation>缺少监听地址。</translation>
    </message>
    <message>
        <source>Write the address to listen at as number and port: 0.0.0.0:1502 is every network of this computer, 192.168.0.5:1502 one of them.</source>
        <translation>请以数字和端口填写监听地址：0.0.0.0:1502 表示本计算机的所有网络，192.168.0.5:1502 表示其中之一。</translation>
    </message>
    <message>
        <source>Write the PLC&apos;s address as a number, such as 192.168.0.10, or leave the field empty.</source>
        <translation>请以数字填写 PLC 的地址，例如 192.168.0.10，或留空。</translation>
    </message>
    <message>
        <source>Listens at %1.</source>
        <translation>在 %1 监听。</translation>
    </message>
    <message>
        <source>Nobody is connected.</source>
        <translation>无人连接。</translation>
    </message>
    <message numerus="yes">
        <source>%1: %n request(s)</source>
        <comment>a PLC&apos;s address</comment>
        <translation>
            <numerusform>%1：%n 个请求</numerusform>
        </translation>
    </message>
    <message>
        <source>Sent away: %1</source>
        <translation>已拒绝：%1</translation>
    </message>
    <message>
        <source>Triggers: %1</source>
        <translation>触发：%1</translation>
    </message>
    <message>
        <source>refused: %1</source>
        <translation>被拒绝：%1</translation>
    </message>
    <message>
        <source>without a verdict: %1</source>
        <translation>无判定：%1</translation>
    </message>
    <message>
        <source>not acknowledged in time: %1</source>
        <translation>未及时应答：%1</translation>
    </message>
    <message>
        <source>From the PLC: %1</source>
        <translation>来自 PLC：%1</translation>
    </message>
    <message>
        <source>To the PLC: %1</source>
        <translation>发往 PLC：%1</translation>
    </message>
    <message>
        <source>Condition (0, 8, 9: verdicts come)</source>
        <translation>工况（0、8、9：有判定）</translation>
    </message>
    <message>
        <source>Recipe, chosen by the PLC</source>
        <translation>配方，由 PLC 选择</translation>
    </message>
    <message>
        <source>Recipe in use (0: one without a number)</source>
        <translation>正在使用的配方（0：无编号）</translation>
    </message>
    <message>
        <source>Recipe changes</source>
        <translation>正在更换配方</translation>
    </message>
    <message>
        <source>Recipe %1 is being opened.</source>
        <translation>正在打开配方 %1。</translation>
    </message>
    <message>
        <source>Recipe %1 is unknown: the name of exactly one file of the folder has to begin with this number.</source>
        <translation>配方 %1 未知：文件夹中必须恰好有一个文件的名称以此编号开头。</translation>
    </message>
    <message>
        <source>Recipe %1 is not opened: the desk is locked.</source>
        <translation>未打开配方 %1：工作台已锁定。</translation>
    </message>
    <message>
        <source>Recipe %1 was chosen while a part was awaited: the PLC has to choose it again.</source>
        <translation>选择配方 %1 时正在等待零件：PLC 必须重新选择。</translation>
    </message>
    <message>
        <source>Recipe %1 is in use.</source>
        <translation>正在使用配方 %1。</translation>
    </message>
    <message>
        <source>A recipe without a number is in use.</source>
        <translation>正在使用的配方没有编号。</translation>
    </message>
    <message>
        <source>Why it isn&apos;t the chosen one (1 unknown, 2 unusable, 3 locked, 4 busy, 5 occupied)</source>
        <translation>为何不是所选配方（1 未知，2 不可用，3 已锁定，4 忙，5 有人操作）</translation>
    </message>
    <message>
        <source>Recipe %1 can&apos;t be used: its file can&apos;t be read, or is of another model.</source>
        <translation>配方 %1 无法使用：文件无法读取，或属于另一个模型。</translation>
    </message>
    <message>
        <source>Recipe %1 is not opened: somebody is at the one in use, or changes wait to be saved or for a reason. The PLC has to choose it again.</source>
        <translation>未打开配方 %1：有人正在操作当前配方，或有更改等待保存或等待理由。PLC 必须重新选择。</translation>
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
        <translation>%1 至 %2</translation>
    </message>
    <message>
        <source>at most %1</source>
        <translation>至多 %1</translation>
    </message>
    <message>
        <source>at least %1</source>
        <translation>至少 %1</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
</context>
<context>
    <name>RecipeDialogs</name>
    <message>
        <source>%1: %2 → %3</source>
        <translation>%1：%2 → %3</translation>
    </message>
    <message>
        <source>Recipe</source>
        <translation>配方</translation>
    </message>
    <message>
        <source>Product, such as Gear A</source>
        <translation>产品，例如齿轮 A</translation>
    </message>
    <message>
        <source>not calibrated</source>
        <translation>未标定</translation>
    </message>
    <message>
        <source> mm per pixel</source>
        <translation> 毫米每像素</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>名称(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Calibration</source>
        <translation>标定(&amp;C)</translation>
    </message>
    <message>
        <source>Differences of Recipes</source>
        <translation>配方的差异</translation>
    </message>
    <message>
        <source>“%1” and the present recipe say the same.</source>
        <translation>“%1”与当前配方相同。</translation>
    </message>
    <message>
        <source>From “%1” to the present recipe:</source>
        <translation>从“%1”到当前配方：</translation>
    </message>
    <message>
        <source>Golden Parts Change</source>
        <translation>黄金样件的判定改变</translation>
    </message>
    <message>
        <source>Why is this right?</source>
        <translation>为什么这样是对的？</translation>
    </message>
    <message>
        <source>&amp;Save the Recipe</source>
        <translation>保存配方(&amp;S)</translation>
    </message>
    <message>
        <source>The present recipe gives golden parts another verdict. It is saved with a reason, which goes into the review log; the parts are locked to their new verdicts.</source>
        <translation>当前配方会改变黄金样件的判定。保存时需要给出理由，理由会写入复核日志；这些样件将锁定为新的判定。</translation>
    </message>
    <message>
        <source>With a calibration, areas and lengths are said in millimetres everywhere. To measure it: Ruler (M), a line over a known length, Enter.</source>
        <translation>标定后，面积和长度处处以毫米表示。测量方法：标尺（M），在已知长度上画一条线，按 Enter。</translation>
    </message>
    <message>
        <source>Calibrate</source>
        <translation>标定</translation>
    </message>
    <message>
        <source> mm</source>
        <translation> mm</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>%1 mm per pixel, to about %2 % when both ends are right to a pixel. The longer the line, the more exact.</source>
        <translation>每像素 %1 mm；两端各准确到一个像素时，误差约 %2 %。线越长越准确。</translation>
    </message>
    <message>
        <source>Type what the line is in reality.</source>
        <translation>请输入这条线的实际长度。</translation>
    </message>
    <message>
        <source>The calibration stays as it is: another recipe is in use now.</source>
        <translation>标定保持不变：现在使用的是另一配方。</translation>
    </message>
    <message>
        <source>Line on the picture</source>
        <translation>图像上的线</translation>
    </message>
    <message>
        <source>%1 px</source>
        <translation>%1 px</translation>
    </message>
    <message>
        <source>&amp;Length</source>
        <translation>长度(&amp;L)</translation>
    </message>
</context>
<context>
    <name>RecipeText</name>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>%1: %2 → %3</source>
        <translation>%1：%2 → %3</translation>
    </message>
    <message>
        <source>Zone “%1”, %2</source>
        <translation>分区“%1”，%2</translation>
    </message>
    <message>
        <source>Fail limit</source>
        <translation>不合格限值</translation>
    </message>
    <message>
        <source>Review limit</source>
        <translation>复核限值</translation>
    </message>
    <message>
        <source>Grow limit</source>
        <translation>生长限值</translation>
    </message>
    <message>
        <source>Least area</source>
        <translation>最小面积</translation>
    </message>
    <message>
        <source>Least length</source>
        <translation>最小长度</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>得分</translation>
    </message>
    <message>
        <source>Fail limit of the score</source>
        <translation>得分的不合格限值</translation>
    </message>
    <message>
        <source>Review limit of the score</source>
        <translation>得分的复核限值</translation>
    </message>
    <message>
        <source>without a name</source>
        <translation>未命名</translation>
    </message>
    <message>
        <source>Zone “%1” removed</source>
        <translation>已删除分区“%1”</translation>
    </message>
    <message>
        <source>Zone “%1” added</source>
        <translation>已添加分区“%1”</translation>
    </message>
    <message>
        <source>Zone “%1” reshaped</source>
        <translation>已改变分区“%1”的形状</translation>
    </message>
    <message>
        <source>Order of the zones changed</source>
        <translation>分区的顺序已改变</translation>
    </message>
    <message>
        <source>Don&apos;t-care area “%1” reshaped</source>
        <translation>已改变忽略区“%1”的形状</translation>
    </message>
    <message>
        <source>Don&apos;t-care area “%1” removed</source>
        <translation>已删除忽略区“%1”</translation>
    </message>
    <message>
        <source>Don&apos;t-care area “%1” added</source>
        <translation>已添加忽略区“%1”</translation>
    </message>
    <message>
        <source>Don&apos;t-care areas renamed or put in another order</source>
        <translation>忽略区已重命名或改变顺序</translation>
    </message>
    <message>
        <source>“%1” left the golden set</source>
        <translation>“%1”已离开黄金样件集</translation>
    </message>
    <message>
        <source>“%1” joined the golden set as %2</source>
        <translation>“%1”以“%2”加入黄金样件集</translation>
    </message>
    <message>
        <source>Golden part “%1”</source>
        <translation>黄金样件“%1”</translation>
    </message>
    <message>
        <source>mean of the top %1 % of both branches</source>
        <translation>两个分支各取最高 %1 % 的平均值</translation>
    </message>
    <message>
        <source>mean of the top %1 %</source>
        <translation>最高 %1 % 的平均值</translation>
    </message>
    <message>
        <source>share of the area at or above %1</source>
        <translation>达到 %1 的面积占比</translation>
    </message>
    <message>
        <source>greatest value</source>
        <translation>最大值</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
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
        <translation>毫米每像素</translation>
    </message>
    <message numerus="yes">
        <source>%n change(s)</source>
        <translation>
            <numerusform>%n 处更改</numerusform>
        </translation>
    </message>
    <message>
        <source>Share of the pixels that the score looks at</source>
        <translation>得分所取像素的比例</translation>
    </message>
    <message>
        <source>Picture that zones are drawn on</source>
        <translation>绘制分区所用的图像</translation>
    </message>
    <message>
        <source>Zones of the same name changed</source>
        <translation>同名分区已更改</translation>
    </message>
    <message>
        <source>Order or names of the golden parts changed</source>
        <translation>黄金样件的顺序或名称已更改</translation>
    </message>
    <message>
        <source>%1 px</source>
        <translation>%1 px</translation>
    </message>
    <message>
        <source>whole picture</source>
        <translation>整幅图像</translation>
    </message>
    <message>
        <source>Tiles</source>
        <translation>图块</translation>
    </message>
    <message>
        <source>Brightness from</source>
        <translation>亮度不低于</translation>
    </message>
    <message>
        <source>Brightness up to</source>
        <translation>亮度不高于</translation>
    </message>
    <message>
        <source>Focus from</source>
        <translation>清晰度不低于</translation>
    </message>
    <message numerus="yes">
        <source>from %n part(s)</source>
        <translation>
            <numerusform>来自 %n 个零件</numerusform>
        </translation>
    </message>
    <message>
        <source>turned off</source>
        <translation>已关闭</translation>
    </message>
    <message>
        <source>What good parts show</source>
        <translation>良品的常态</translation>
    </message>
    <message>
        <source>%1: learned anew</source>
        <translation>%1：已重新学习</translation>
    </message>
    <message>
        <source>by a mark</source>
        <translation>按标记查找</translation>
    </message>
    <message>
        <source>Where the part lies</source>
        <translation>零件位置</translation>
    </message>
    <message>
        <source>%1: another reference picture</source>
        <translation>%1：换了参考图像</translation>
    </message>
    <message>
        <source>%1: another mark</source>
        <translation>%1：换了标记</translation>
    </message>
    <message>
        <source>Greatest shift (%)</source>
        <translation>最大偏移（%）</translation>
    </message>
    <message>
        <source>Greatest turn (°)</source>
        <translation>最大转角（°）</translation>
    </message>
    <message>
        <source>Least match</source>
        <translation>最低匹配度</translation>
    </message>
    <message>
        <source>still good</source>
        <translation>仍合格</translation>
    </message>
    <message>
        <source>no longer good</source>
        <translation>不再合格</translation>
    </message>
    <message>
        <source>Limit sample of “%1” removed</source>
        <translation>“%1”的限度样品已移除</translation>
    </message>
    <message>
        <source>Limit sample of “%1” added: %2</source>
        <comment>part, still good</comment>
        <translation>已添加“%1”的限度样品：%2</translation>
    </message>
    <message>
        <source>Limit sample of “%1”</source>
        <translation>“%1”的限度样品</translation>
    </message>
    <message>
        <source>Order of the limit samples changed</source>
        <translation>限度样品的顺序已更改</translation>
    </message>
    <message>
        <source>Limit sample of “%1” changed</source>
        <translation>“%1”的限度样品已更改</translation>
    </message>
</context>
<context>
    <name>RecipeWords</name>
    <message>
        <source>fails at or above %1</source>
        <translation>达到或高于 %1 为不合格</translation>
    </message>
    <message>
        <source>fails at or above %1, review at or above %2</source>
        <translation>达到或高于 %1 为不合格，达到或高于 %2 需复核</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>regions grow down to %1</source>
        <translation>区域向下生长到 %1</translation>
    </message>
    <message>
        <source>regions below %1 do not count</source>
        <translation>小于 %1 的区域不计</translation>
    </message>
    <message>
        <source>regions shorter than %1 do not count</source>
        <translation>短于 %1 的区域不计</translation>
    </message>
    <message numerus="yes">
        <source>%n area(s) never judged</source>
        <translation>
            <numerusform>%n 个不判定的区域</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Recipe</source>
        <translation>配方</translation>
    </message>
    <message>
        <source>Regions</source>
        <translation>区域</translation>
    </message>
    <message>
        <source>Zone “%1”</source>
        <translation>分区“%1”</translation>
    </message>
    <message>
        <source>Don&apos;t-care areas</source>
        <translation>不判定区</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>得分</translation>
    </message>
    <message>
        <source>Limits on the score</source>
        <translation>得分限值</translation>
    </message>
    <message>
        <source>none: the score is only shown</source>
        <translation>无：仅显示得分</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>图</translation>
    </message>
    <message>
        <source>%1 of Post-VCP and %2 of Pre-VCP; smoothed by %3 px of the model&apos;s input</source>
        <translation>Post-VCP 占 %1，Pre-VCP 占 %2；平滑 %3 px（模型输入的像素）</translation>
    </message>
    <message>
        <source>Scale</source>
        <translation>比例</translation>
    </message>
    <message>
        <source>%1 mm per pixel</source>
        <translation>每像素 %1 毫米</translation>
    </message>
    <message>
        <source>not calibrated: sizes are in pixels</source>
        <translation>未标定：尺寸以像素为单位</translation>
    </message>
    <message>
        <source>Golden set</source>
        <translation>黄金集</translation>
    </message>
    <message numerus="yes">
        <source>%n part(s) with a locked verdict</source>
        <translation>
            <numerusform>%n 个判定已锁定的零件</numerusform>
        </translation>
    </message>
    <message>
        <source>Tiles</source>
        <translation>图块</translation>
    </message>
    <message>
        <source>looked at in tiles with a side of %1 px, which overlap by a fifth</source>
        <translation>按边长 %1 px 的图块逐块查看，相邻图块重叠五分之一</translation>
    </message>
    <message>
        <source>brightness from %1</source>
        <translation>亮度不低于 %1</translation>
    </message>
    <message>
        <source>brightness up to %1</source>
        <translation>亮度不高于 %1</translation>
    </message>
    <message>
        <source>focus from %1</source>
        <translation>清晰度不低于 %1</translation>
    </message>
    <message>
        <source>%1; else review</source>
        <translation>%1；否则复核</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>Good parts</source>
        <translation>良品</translation>
    </message>
    <message numerus="yes">
        <source>what %n good part(s) show at each place is taken off the map</source>
        <translation>
            <numerusform>已从图中减去 %n 个良品在每个位置的表现</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>learned from %n good part(s), but turned off</source>
        <translation>
            <numerusform>从 %n 个良品学到，但已关闭</numerusform>
        </translation>
    </message>
    <message>
        <source>a mark is known, but it is not looked for</source>
        <translation>已有标记，但未启用查找</translation>
    </message>
    <message>
        <source>a mark of %1 × %2 px is looked for, moved by up to %3 % of the picture and turned by up to %4°; match from %5, else review</source>
        <translation>查找 %1 × %2 px 的标记，最多偏移图像的 %3 %，最多转动 %4°；匹配度不低于 %5，否则复核</translation>
    </message>
    <message>
        <source>Position</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Limit samples</source>
        <translation>限度样品</translation>
    </message>
    <message>
        <source>%1 still good, %2 no longer good</source>
        <translation>%1 个仍合格，%2 个不再合格</translation>
    </message>
</context>
<context>
    <name>ReportCharts</name>
    <message numerus="yes">
        <source>%n others</source>
        <translation>
            <numerusform>其他 %n 个</numerusform>
        </translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>top folder</source>
        <translation>顶层文件夹</translation>
    </message>
    <message>
        <source>defects</source>
        <translation>缺陷数</translation>
    </message>
    <message>
        <source>bars: defects; line: share reached together, the plot&apos;s height is 100 %</source>
        <translation>柱：缺陷数；线：累计占比，图高为 100 %</translation>
    </message>
    <message>
        <source>the whole image; the darker a cell, the more defects lie in it, at most %1</source>
        <translation>整幅图像；格子越深，其中的缺陷越多，最多 %1 个</translation>
    </message>
    <message>
        <source>good</source>
        <translation>良品</translation>
    </message>
    <message>
        <source>defective</source>
        <translation>缺陷品</translation>
    </message>
    <message>
        <source>unlabelled</source>
        <translation>未标注</translation>
    </message>
    <message>
        <source>parts</source>
        <translation>零件数</translation>
    </message>
    <message>
        <source>fail %1</source>
        <translation>不合格 %1</translation>
    </message>
    <message>
        <source>review %1</source>
        <translation>复核 %1</translation>
    </message>
    <message>
        <source>parts in their order</source>
        <translation>按顺序的零件</translation>
    </message>
</context>
<context>
    <name>ReportContents</name>
    <message>
        <source>Contents</source>
        <translation>目录</translation>
    </message>
</context>
<context>
    <name>ReportCover</name>
    <message>
        <source>No part was inspected.</source>
        <translation>没有检测任何零件。</translation>
    </message>
    <message numerus="yes">
        <source>None of the %n part(s) could be inspected; the reasons stand further on.</source>
        <translation>
            <numerusform>%n 个零件均无法检测；原因见后文。</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2 parts pass.</source>
        <translation>%2 个零件中有 %1 个合格。</translation>
    </message>
    <message>
        <source>People decided on %1 of them and saw %2 otherwise than the machine; their word counts.</source>
        <translation>其中 %1 个由人员判定，%2 个与机器的判定不同；以人员的判定为准。</translation>
    </message>
    <message>
        <source>The verdicts are the machine&apos;s; nobody has reviewed them.</source>
        <translation>判定均为机器所给；无人复核。</translation>
    </message>
    <message>
        <source>Sealed</source>
        <translation>已封存</translation>
    </message>
    <message>
        <source>All figures are attached to this file as report.json. vcp-inspect verify FILE tells whether anything in it was changed since. The attached figures have the seal</source>
        <translation>所有数据以 report.json 附在本文件中。vcp-inspect verify 文件 可查明此后是否有任何更改。所附数据的封印为</translation>
    </message>
    <message>
        <source>Inspection report</source>
        <translation>检测报告</translation>
    </message>
    <message>
        <source>Lot</source>
        <translation>批次</translation>
    </message>
    <message>
        <source>Station</source>
        <translation>工位</translation>
    </message>
    <message>
        <source>Operator</source>
        <translation>操作员</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>制作时间</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>已略去</translation>
    </message>
    <message>
        <source>names, times or people, at the wish of who made this report</source>
        <translation>按报告制作者的意愿略去了名称、时间或人员</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Mean over the products. %1 images of %2, of which %3 are defective.</source>
        <translation>各产品的平均值。%2 的 %1 幅图像，其中 %3 幅有缺陷。</translation>
    </message>
    <message>
        <source>Evaluation report</source>
        <translation>评估报告</translation>
    </message>
    <message>
        <source>Not all parts had been inspected when this report was made.</source>
        <translation>制作本报告时尚未检测完所有零件。</translation>
    </message>
</context>
<context>
    <name>ReportEvaluation</name>
    <message>
        <source>Product</source>
        <translation>产品</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>平均</translation>
    </message>
    <message>
        <source>In per cent; a dash where a figure is not defined.</source>
        <translation>单位为百分比；无定义的指标以短横表示。</translation>
    </message>
    <message>
        <source>false positive rate</source>
        <translation>假阳性率</translation>
    </message>
    <message>
        <source>recall</source>
        <translation>召回率</translation>
    </message>
    <message>
        <source>ROC of pixels</source>
        <translation>像素 ROC</translation>
    </message>
    <message>
        <source>true positive rate</source>
        <translation>真阳性率</translation>
    </message>
    <message>
        <source>Precision and recall of pixels</source>
        <translation>像素精确率与召回率</translation>
    </message>
    <message>
        <source>precision</source>
        <translation>精确率</translation>
    </message>
    <message>
        <source>ROC of images</source>
        <translation>图像 ROC</translation>
    </message>
    <message>
        <source>Precision and recall of images</source>
        <translation>图像精确率与召回率</translation>
    </message>
    <message>
        <source>PRO of regions</source>
        <translation>区域 PRO</translation>
    </message>
    <message>
        <source>mean overlap</source>
        <translation>平均重叠</translation>
    </message>
    <message>
        <source>Curves</source>
        <translation>曲线</translation>
    </message>
    <message>
        <source>Images at the limit of the greatest F1</source>
        <translation>最大 F1 限值下的图像</translation>
    </message>
    <message>
        <source>limit</source>
        <translation>限值</translation>
    </message>
    <message>
        <source>hits</source>
        <translation>检出</translation>
    </message>
    <message>
        <source>escapes</source>
        <translation>漏检</translation>
    </message>
    <message>
        <source>overkill</source>
        <translation>过杀</translation>
    </message>
    <message>
        <source>passes</source>
        <translation>放行</translation>
    </message>
    <message>
        <source>No product has both good and defective images.</source>
        <translation>没有产品同时有良品和缺陷品图像。</translation>
    </message>
    <message>
        <source>%1 (%2); with 95 % confidence %3</source>
        <translation>%1（%2）；95 % 置信区间：%3</translation>
    </message>
    <message>
        <source>Escapes</source>
        <translation>漏检</translation>
    </message>
    <message>
        <source>Overkill</source>
        <translation>过杀</translation>
    </message>
    <message>
        <source>Types of defect</source>
        <translation>缺陷类型</translation>
    </message>
    <message>
        <source>Product, type</source>
        <translation>产品、类型</translation>
    </message>
    <message>
        <source>images</source>
        <translation>图像数</translation>
    </message>
    <message>
        <source>pixel AUROC</source>
        <translation>像素 AUROC</translation>
    </message>
    <message>
        <source>pixel AP</source>
        <translation>像素 AP</translation>
    </message>
    <message>
        <source>image AUROC</source>
        <translation>图像 AUROC</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>Each type&apos;s images with all good ones of its product.</source>
        <translation>每种类型的图像与其产品的所有良品。</translation>
    </message>
    <message>
        <source>Evaluation</source>
        <translation>评估</translation>
    </message>
    <message>
        <source>Data set</source>
        <translation>数据集</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>图</translation>
    </message>
    <message>
        <source>%1 of Post-VCP; smoothed by %2 px of the model&apos;s input</source>
        <translation>Post-VCP 占 %1；平滑 %2 px（模型输入的像素）</translation>
    </message>
    <message>
        <source>Image score</source>
        <translation>图像得分</translation>
    </message>
    <message>
        <source>by the model&apos;s own rule, by which verdicts are given</source>
        <translation>按模型自己的规则，判定以此为准</translation>
    </message>
    <message>
        <source>as published</source>
        <translation>按论文代码</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>Compared with %1</source>
        <translation>与 %1 比较</translation>
    </message>
</context>
<context>
    <name>ReportFindings</name>
    <message>
        <source>nothing</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Decided: %1; the machine said %2.</source>
        <translation>判定：%1；机器判定为 %2。</translation>
    </message>
    <message>
        <source>%1 decided: %2; the machine said %3.</source>
        <translation>%1 判定：%2；机器判定为 %3。</translation>
    </message>
    <message>
        <source>score %1</source>
        <translation>得分 %1</translation>
    </message>
    <message numerus="yes">
        <source>%n defect(s)</source>
        <translation>
            <numerusform>%n 处缺陷</numerusform>
        </translation>
    </message>
    <message>
        <source>p. %1</source>
        <translation>第 %1 页</translation>
    </message>
    <message numerus="yes">
        <source>%n more stand in the attached figures only.</source>
        <translation>
            <numerusform>另有 %n 项仅见于所附数据。</numerusform>
        </translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>检测结果</translation>
    </message>
    <message>
        <source>Not inspected</source>
        <translation>未能检测</translation>
    </message>
    <message>
        <source>Failing</source>
        <translation>不合格</translation>
    </message>
    <message>
        <source>To be looked at</source>
        <translation>待复核</translation>
    </message>
    <message>
        <source>Decisions and notes of people</source>
        <translation>人员的判定与备注</translation>
    </message>
    <message>
        <source>Judged blind: %1.</source>
        <translation>盲审：%1。</translation>
    </message>
</context>
<context>
    <name>ReportGauge</name>
    <message>
        <source>Gauge study</source>
        <translation>量具研究</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>Named</source>
        <translation>命名方式</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>测量量</translation>
    </message>
    <message>
        <source>Tolerance</source>
        <translation>公差</translation>
    </message>
    <message>
        <source>Gauge R&amp;R</source>
        <translation>量具 R&amp;R</translation>
    </message>
    <message>
        <source>Analysis of variance</source>
        <translation>方差分析</translation>
    </message>
    <message>
        <source>Crossed, with random effects, as in AIAG&apos;s Measurement Systems Analysis, 4th edition.</source>
        <translation>交叉设计，随机效应，依据 AIAG《测量系统分析》第 4 版。</translation>
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
        <translation>限度样品</translation>
    </message>
    <message>
        <source>What people have agreed on, all at one scale: a square is %1 wide.</source>
        <translation>大家一致认可的界限，所有样品同一比例：一格宽 %1。</translation>
    </message>
    <message>
        <source>Still good</source>
        <translation>仍合格</translation>
    </message>
    <message>
        <source>No longer good</source>
        <translation>不再合格</translation>
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
        <translation>图片</translation>
    </message>
</context>
<context>
    <name>ReportPictures</name>
    <message>
        <source>machine: %1</source>
        <translation>机器：%1</translation>
    </message>
    <message>
        <source>score %1</source>
        <translation>得分 %1</translation>
    </message>
    <message>
        <source>%1 × %2 px</source>
        <translation>%1 × %2 px</translation>
    </message>
    <message>
        <source>labelled good</source>
        <translation>标注为良品</translation>
    </message>
    <message>
        <source>labelled defective</source>
        <translation>标注为缺陷品</translation>
    </message>
    <message>
        <source>There is no picture: the file holds another image now than the one that was inspected.</source>
        <translation>没有图片：该文件现在的图像与当时检测的不同。</translation>
    </message>
    <message>
        <source>There is no picture. %1</source>
        <translation>没有图片。%1</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>判定</translation>
    </message>
    <message>
        <source>Area</source>
        <translation>面积</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>长度</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>宽度</translation>
    </message>
    <message>
        <source>Peak</source>
        <translation>峰值</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>均值</translation>
    </message>
    <message>
        <source>Zone</source>
        <translation>分区</translation>
    </message>
    <message>
        <source>Class, note</source>
        <translation>类别、备注</translation>
    </message>
    <message>
        <source>No region reaches a limit.</source>
        <translation>没有区域达到限值。</translation>
    </message>
    <message numerus="yes">
        <source>%n more stand in the attached figures only.</source>
        <translation>
            <numerusform>另有 %n 项仅见于所附数据。</numerusform>
        </translation>
    </message>
    <message>
        <source>Decided: %1 (%2).</source>
        <translation>判定：%1（%2）。</translation>
    </message>
    <message>
        <source>%3 decided: %1 (%2).</source>
        <translation>%3 判定：%1（%2）。</translation>
    </message>
    <message>
        <source>The machine was overruled.</source>
        <translation>机器的判定被推翻。</translation>
    </message>
    <message>
        <source>Note: %1</source>
        <translation>备注：%1</translation>
    </message>
    <message>
        <source>Judged blind: %1.</source>
        <translation>盲审：%1。</translation>
    </message>
</context>
<context>
    <name>ReportSettings</name>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
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
        <source>Options</source>
        <translation>选项</translation>
    </message>
    <message>
        <source>prompts, layers, mean and deviation of the pixels</source>
        <translation>提示、层、像素的均值与标准差</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>%1 × %1 px, layers %2</source>
        <translation>%1 × %1 px，层 %2</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>%1, precision %2</source>
        <translation>%1，精度 %2</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>程序</translation>
    </message>
    <message>
        <source>%1, engine revision %2</source>
        <translation>%1，引擎修订 %2</translation>
    </message>
    <message>
        <source>Review log</source>
        <translation>复核日志</translation>
    </message>
    <message>
        <source>There is no review log: nobody has decided on these parts.</source>
        <translation>没有复核日志：无人对这些零件作过判定。</translation>
    </message>
    <message>
        <source>Last entry</source>
        <translation>最后一条</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Recipe</source>
        <translation>配方</translation>
    </message>
    <message>
        <source>Self-test</source>
        <translation>自检</translation>
    </message>
    <message numerus="yes">
        <source>maps of %n sample images differ from float32 on the CPU by %1 at most</source>
        <translation>
            <numerusform>%n 幅示例图像的异常图与 CPU 上的 float32 最多相差 %1</numerusform>
        </translation>
    </message>
    <message>
        <source>The review log could not be read when this report was made: its entries are not in it.</source>
        <translation>生成此报告时无法读取复核日志：其条目未包含在内。</translation>
    </message>
</context>
<context>
    <name>ReportStatistics</name>
    <message>
        <source>%1 (%2); with 95 % confidence %3</source>
        <translation>%1（%2）；95 % 置信区间：%3</translation>
    </message>
    <message>
        <source>Machine against label</source>
        <translation>机器判定与标注</translation>
    </message>
    <message>
        <source>No part is labelled good or defective, so escapes and overkill are not known.</source>
        <translation>没有零件标注为良品或缺陷品，因此漏检与过杀未知。</translation>
    </message>
    <message>
        <source>Escapes</source>
        <translation>漏检</translation>
    </message>
    <message>
        <source>defective parts that the machine passes</source>
        <translation>机器判为合格的缺陷品</translation>
    </message>
    <message>
        <source>Overkill</source>
        <translation>过杀</translation>
    </message>
    <message>
        <source>good parts that the machine fails</source>
        <translation>机器判为不合格的良品</translation>
    </message>
    <message>
        <source>%1 parts: %2 pass, %3 review, %4 fail</source>
        <translation>%1 个零件：%2 合格，%3 复核，%4 不合格</translation>
    </message>
    <message>
        <source>Good</source>
        <translation>良品</translation>
    </message>
    <message>
        <source>Defective</source>
        <translation>缺陷品</translation>
    </message>
    <message>
        <source>Unlabelled</source>
        <translation>未标注</translation>
    </message>
    <message>
        <source>Defects by class</source>
        <translation>按类别的缺陷</translation>
    </message>
    <message>
        <source>Defects by zone</source>
        <translation>按分区的缺陷</translation>
    </message>
    <message>
        <source>Defects by folder</source>
        <translation>按文件夹的缺陷</translation>
    </message>
    <message>
        <source>Where defects lie</source>
        <translation>缺陷位置</translation>
    </message>
    <message>
        <source>No part has a defect.</source>
        <translation>没有零件有缺陷。</translation>
    </message>
    <message>
        <source>Statistics</source>
        <translation>统计</translation>
    </message>
    <message>
        <source>No part could be judged, so there is nothing to count.</source>
        <translation>没有零件可判定，因此没有可统计的内容。</translation>
    </message>
    <message>
        <source>region score</source>
        <translation>区域得分</translation>
    </message>
    <message>
        <source>Scores</source>
        <translation>得分</translation>
    </message>
    <message>
        <source>The region score is the greatest limit at which a part still has a region that counts: it reaches a limit exactly when the part does. The machine&apos;s verdicts are counted.</source>
        <translation>区域得分是零件仍有计入区域时的最大限值：零件达到某限值，当且仅当其区域得分达到该限值。此处统计机器的判定。</translation>
    </message>
    <message>
        <source>Course of the lot</source>
        <translation>批次走势</translation>
    </message>
    <message>
        <source>Drawn by chance</source>
        <translation>随机抽取</translation>
    </message>
    <message>
        <source>With 95 % confidence. Parts are drawn in the order of their files&apos; SHA-256, up to the first that has no label.</source>
        <translation>置信度为 95 %。按文件 SHA-256 的顺序抽取，直到第一个没有标注的零件。</translation>
    </message>
    <message numerus="yes">
        <source>Blind review by %1: %n part(s)</source>
        <translation>
            <numerusform>%1的盲审：%n 个零件</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Run</name>
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
        <source>Warning: this computer uses the slow reference BLAS (%1); inspection takes tens of times longer. Install the package libopenblas0-openmp.</source>
        <translation>警告：此计算机使用较慢的参考 BLAS (%1)；检测耗时会增加数十倍。请安装软件包 libopenblas0-openmp。</translation>
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
    <message>
        <source>“%1” doesn&apos;t fit --%2. There are: %3.</source>
        <translation>“%1”不适用于 --%2。可选：%3。</translation>
    </message>
    <message>
        <source>also write a sealed report as PDF</source>
        <translation>同时写出封存的 PDF 报告</translation>
    </message>
    <message>
        <source>of the report: short, full (default) or rejects</source>
        <translation>报告模板：short、full（默认）或 rejects</translation>
    </message>
    <message>
        <source>parts that get a picture in it: all, not-passing (default) or failing</source>
        <translation>报告中带图片的零件：all、not-passing（默认）或 failing</translation>
    </message>
    <message>
        <source>pictures on a page: 1 (default) or 2</source>
        <translation>每页图片数：1（默认）或 2</translation>
    </message>
    <message>
        <source>a4 (default) or letter</source>
        <translation>a4（默认）或 letter</translation>
    </message>
    <message>
        <source>what the report calls the product (default: the recipe&apos;s name)</source>
        <translation>报告中的产品名称（默认：配方名称）</translation>
    </message>
    <message>
        <source>and its lot</source>
        <translation>及其批次</translation>
    </message>
    <message>
        <source>where it was inspected</source>
        <translation>检测地点</translation>
    </message>
    <message>
        <source>and by whom</source>
        <translation>检测人员</translation>
    </message>
    <message>
        <source>for the report&apos;s first page</source>
        <translation>写在报告首页</translation>
    </message>
    <message>
        <source>at the head of every page</source>
        <translation>每页页眉的文字</translation>
    </message>
    <message>
        <source>picture at the head of every page</source>
        <translation>每页页眉的图片</translation>
    </message>
    <message>
        <source>leave out of the report: folders (of files&apos; names), or names (numbers instead) and times</source>
        <translation>从报告中略去：folders（文件名中的文件夹），或 names（以编号代替）和时间</translation>
    </message>
    <message>
        <source>--%1 goes with: --report F.pdf</source>
        <translation>--%1 须与此选项一起使用：--report F.pdf</translation>
    </message>
    <message>
        <source>--report wants the name of a PDF file.</source>
        <translation>--report 需要 PDF 文件的名称。</translation>
    </message>
    <message>
        <source>also write masks/&lt;stem&gt;.png: 0 background, 128 review, 255 fail</source>
        <translation>同时写出 masks/&lt;stem&gt;.png：0 背景，128 复核，255 不合格</translation>
    </message>
    <message>
        <source>also write coco.json: outlines of all regions, COCO instances</source>
        <translation>同时写出 coco.json：所有区域的轮廓，COCO 实例格式</translation>
    </message>
    <message>
        <source>also write labelme/&lt;stem&gt;.json: outlines of an image&apos;s regions</source>
        <translation>同时写出 labelme/&lt;stem&gt;.json：图像各区域的轮廓</translation>
    </message>
    <message>
        <source>a gauge study too: what the images&apos; names are like, as {appraiser}/{part}_{trial}, or auto; study.csv</source>
        <translation>同时做量具研究：图像的命名方式，如 {appraiser}/{part}_{trial}，或 auto；写入 study.csv</translation>
    </message>
    <message>
        <source>of the study: %1</source>
        <translation>研究的测量量：%1</translation>
    </message>
    <message>
        <source>what the measure may differ by, in its unit (mm where the recipe is calibrated)</source>
        <translation>测量量允许的变动范围，以其单位计（配方已标定时为毫米）</translation>
    </message>
    <message>
        <source>--%1 goes with: --study NAMES</source>
        <translation>--%1 须与此选项一起使用：--study NAMES</translation>
    </message>
    <message>
        <source>“%1” would be replaced, and nothing says that a run wrote it. With --out, choose another folder.</source>
        <translation>“%1”将被替换，但没有迹象表明它由某次运行写入。请用 --out 选择其他文件夹。</translation>
    </message>
    <message>
        <source>Stopped before the report was finished: it was not written, everything else was.</source>
        <translation>在报告完成之前已停止：报告未写入，其余均已写入。</translation>
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
        <translation>“%1”中没有配方：只查找以 .json 结尾的文件。</translation>
    </message>
    <message>
        <source>Give either --recipe or --recipes.</source>
        <translation>请只指定 --recipe 或 --recipes 之一。</translation>
    </message>
    <message>
        <source>The recipes “%1” and “%2” have the same name, “%3”. Rename one, so that it can be asked for.</source>
        <translation>配方“%1”和“%2”同名：“%3”。请重命名其中一个，以便能够指定。</translation>
    </message>
    <message>
        <source>The first line of “%1” is no token: 16 to 512 letters, digits or signs without a blank, such as those of: openssl rand -hex 32.</source>
        <translation>“%1”的第一行不是令牌：应为 16 至 512 个字母、数字或符号，不含空格，例如：openssl rand -hex 32 的输出。</translation>
    </message>
    <message>
        <source>Warning: other users of this computer can read “%1”. Take that right away: chmod 600.</source>
        <translation>警告：此计算机的其他用户可以读取“%1”。请取消该权限：chmod 600。</translation>
    </message>
    <message>
        <source>“%1” is not wanted here: pictures are sent over HTTP.</source>
        <translation>此处不需要“%1”：图像通过 HTTP 发送。</translation>
    </message>
    <message>
        <source>“%1” is no address to listen at. Give a port or a numeric address with one, such as 8317, 127.0.0.1:8317 or [::1]:8317.</source>
        <translation>“%1”不是可监听的地址。请给出端口，或带端口的数字地址，例如 8317、127.0.0.1:8317 或 [::1]:8317。</translation>
    </message>
    <message>
        <source>Other computers can get to %1: with --token-file F, give a token that they have to know.</source>
        <translation>其他计算机可以访问 %1：请用 --token-file F 指定它们必须知道的令牌。</translation>
    </message>
    <message>
        <source>Can&apos;t listen at “%1”: %2. With --listen, choose another address.</source>
        <translation>无法监听“%1”：%2。请用 --listen 选择其他地址。</translation>
    </message>
    <message>
        <source>%1 answers at %2; Ctrl+C stops it.</source>
        <translation>%1 在 %2 应答；按 Ctrl+C 停止。</translation>
    </message>
    <message numerus="yes">
        <source>Stopped: %n part(s) judged, %1 could not be, %2 turned away.</source>
        <translation>
            <numerusform>已停止：判定 %n 个零件，%1 个无法判定，%2 个被拒绝。</numerusform>
        </translation>
    </message>
    <message>
        <source>recipe with limits, as saved by the program (default: the model&apos;s)</source>
        <translation>含有限值的配方，由程序保存（默认：模型的配方）</translation>
    </message>
    <message>
        <source>folder of recipes (*.json), of which each request names one</source>
        <translation>配方 (*.json) 文件夹，每个请求指定其中一个</translation>
    </message>
    <message>
        <source>port, or address and port (default: 127.0.0.1:8317); port 0: one that is free</source>
        <translation>端口，或地址和端口（默认：127.0.0.1:8317）；端口 0：任一空闲端口</translation>
    </message>
    <message>
        <source>file whose first line is the token that every request has to bear</source>
        <translation>令牌文件：每个请求都必须携带其第一行</translation>
    </message>
    <message>
        <source>largest file of a picture, in megabytes (default: 128)</source>
        <translation>图像文件的最大大小，单位 MB（默认：128）</translation>
    </message>
    <message>
        <source>parts judged at a time; more are turned away (default: 8)</source>
        <translation>同时判定的零件数；超出的被拒绝（默认：8）</translation>
    </message>
    <message>
        <source>vcp-inspect serve [options]

Keeps a model loaded and judges pictures that other programs send: POST the bytes of a picture&apos;s file to
/v1/inspect, and the answer is its verdict as JSON, as run writes it. Only programs of this computer are
answered, unless --listen says otherwise. Runs until it is stopped (Ctrl+C, SIGTERM).
Returns 0 when it was stopped, 2 for wrong usage, an unusable model or recipe, or an address that is taken.</source>
        <translation>vcp-inspect serve [选项]

保持模型已加载，并判定其他程序发送的图像：将图像文件的字节 POST 到 /v1/inspect，
应答即为 JSON 形式的判定，与 run 写出的相同。除非 --listen 另有指定，
否则只应答本机的程序。一直运行到被停止（Ctrl+C、SIGTERM）。
被停止时返回 0；用法错误、模型或配方不可用、或地址已被占用时返回 2。</translation>
    </message>
    <message>
        <source>Stopped before the model was loaded.</source>
        <translation>在模型加载完成之前已停止。</translation>
    </message>
    <message>
        <source>There is nothing here. There are: POST /v1/inspect, GET /v1/status, GET /v1/recipes/NAME, GET /v1/parts/N and below it overlay.png, mask.png and map.tiff.</source>
        <translation>此处没有内容。可用的有：POST /v1/inspect、GET /v1/status、GET /v1/recipes/NAME、GET /v1/parts/N 及其下的 overlay.png、mask.png 和 map.tiff。</translation>
    </message>
    <message>
        <source>This is not asked for with this method, but with %1.</source>
        <translation>此处不应使用该方法，而应使用 %1。</translation>
    </message>
    <message>
        <source>The token is missing or wrong. Send it as Authorization: Bearer TOKEN.</source>
        <translation>缺少令牌或令牌错误。请以 Authorization: Bearer TOKEN 发送。</translation>
    </message>
    <message>
        <source>Without a token, pages in a browser and other names of this computer are not answered: --token-file F gives the service one.</source>
        <translation>没有令牌时，不应答浏览器中的网页，也不应答以本机其他名称发来的请求：请用 --token-file F 为服务指定令牌。</translation>
    </message>
    <message>
        <source>Several recipes are served. Say which: /v1/inspect?recipe=NAME. GET /v1/status lists them.</source>
        <translation>服务中有多个配方。请指明：/v1/inspect?recipe=NAME。GET /v1/status 会列出它们。</translation>
    </message>
    <message>
        <source>There is no recipe of this name. GET /v1/status lists those there are.</source>
        <translation>没有该名称的配方。GET /v1/status 会列出现有的配方。</translation>
    </message>
    <message>
        <source>A part&apos;s name has at most 255 bytes and no control characters.</source>
        <translation>零件名称最多 255 字节，且不含控制字符。</translation>
    </message>
    <message>
        <source>Send the bytes of the picture&apos;s file as the body itself and not as a form: curl --data-binary @part.png.</source>
        <translation>请将图像文件的字节直接作为请求体发送，而不是作为表单：curl --data-binary @part.png。</translation>
    </message>
    <message>
        <source>Send the bytes of the picture&apos;s file as the body, with their number as Content-Length or in chunks.</source>
        <translation>请将图像文件的字节作为请求体发送，并以 Content-Length 给出字节数，或分块发送。</translation>
    </message>
    <message>
        <source>The picture&apos;s file is larger than this service reads. Send a smaller one, or start the service with a greater --largest.</source>
        <translation>图像文件大于此服务读取的上限。请发送较小的文件，或以更大的 --largest 启动服务。</translation>
    </message>
    <message>
        <source>As much is being done as this service takes at a time. Ask again.</source>
        <translation>此服务同时处理的数量已达上限。请稍后再次请求。</translation>
    </message>
    <message>
        <source>The service is being stopped.</source>
        <translation>服务正在停止。</translation>
    </message>
    <message>
        <source>This part is no longer kept: only the last ones are.</source>
        <translation>此零件已不再保留：只保留最近的。</translation>
    </message>
    <message>
        <source>There is no part of this number, or not yet.</source>
        <translation>没有该编号的零件，或暂时还没有。</translation>
    </message>
</context>
<context>
    <name>ShapeSet</name>
    <message>
        <source>Zone %1</source>
        <translation>分区 %1</translation>
    </message>
    <message>
        <source>Don&apos;t care %1</source>
        <translation>忽略区 %1</translation>
    </message>
</context>
<context>
    <name>SourceText</name>
    <message>
        <source>%1-bit grey</source>
        <translation>%1 位灰度</translation>
    </message>
    <message>
        <source>%1-bit colour</source>
        <translation>%1 位彩色</translation>
    </message>
    <message>
        <source>%1 pictures per second</source>
        <translation>每秒 %1 幅图像</translation>
    </message>
    <message>
        <source>Try a smaller packet size, or a lower picture rate.</source>
        <translation>请尝试更小的数据包大小或更低的帧率。</translation>
    </message>
    <message>
        <source>USB or built-in camera</source>
        <translation>USB 或内置相机</translation>
    </message>
    <message>
        <source>Industrial camera (GenICam)</source>
        <translation>工业相机 (GenICam)</translation>
    </message>
    <message>
        <source>Network stream</source>
        <translation>网络流</translation>
    </message>
    <message>
        <source>Video file</source>
        <translation>视频文件</translation>
    </message>
    <message>
        <source>Watched folder</source>
        <translation>监视的文件夹</translation>
    </message>
    <message>
        <source>No camera is chosen.</source>
        <translation>未选择相机。</translation>
    </message>
    <message>
        <source>No address is given.</source>
        <translation>未给出地址。</translation>
    </message>
    <message>
        <source>The address must begin with http://, https://, rtsp:// or rtsps:// and hold no spaces. In a password, write %40 for @, %2F for / and %3F for ?.</source>
        <translation>地址须以 http://、https://、rtsp:// 或 rtsps:// 开头，且不含空格。在密码中，请将 @ 写为 %40，/ 写为 %2F，? 写为 %3F。</translation>
    </message>
    <message>
        <source>No video is chosen.</source>
        <translation>未选择视频。</translation>
    </message>
    <message>
        <source>No folder is chosen.</source>
        <translation>未选择文件夹。</translation>
    </message>
    <message>
        <source>This program was built without Aravis.</source>
        <translation>本程序构建时未包含 Aravis。</translation>
    </message>
    <message>
        <source>It is ready and waits for the trigger.</source>
        <translation>已就绪，正在等待触发。</translation>
    </message>
    <message>
        <source>The folder can be watched. No picture lies in it yet.</source>
        <translation>可以监视该文件夹。其中还没有图像。</translation>
    </message>
    <message>
        <source>It was triggered and gave a picture.</source>
        <translation>触发成功，并提供了图像。</translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) were lost on the way.</source>
        <translation>
            <numerusform>有 %n 幅图像在传输途中丢失。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Suggestion</name>
    <message>
        <source>Generalised Pareto tail fitted to the %1 highest good scores, shape %2</source>
        <translation>对最高的 %1 个良品得分拟合广义帕累托尾部，形状参数 %2</translation>
    </message>
    <message>
        <source>Exponential tail fitted to the %1 highest good scores: too few for a shape</source>
        <translation>对最高的 %1 个良品得分拟合指数尾部：数量太少，无法估计形状</translation>
    </message>
    <message>
        <source>The demand lies inside the sample: its own percentile, no tail model</source>
        <translation>要求在样本范围之内：直接取样本百分位数，不用尾部模型</translation>
    </message>
    <message>
        <source>From %1 good parts</source>
        <translation>基于 %1 个良品</translation>
    </message>
    <message>
        <source>From %1 good and %2 defective parts</source>
        <translation>基于 %1 个良品和 %2 个缺陷品</translation>
    </message>
    <message>
        <source>%1: %2, %3 (95&#xa0;%: %4)</source>
        <comment>name, count, rate, interval</comment>
        <translation>%1：%2，%3（95&#xa0;%：%4）</translation>
    </message>
    <message>
        <source>A forecast: it holds as far as the tail of parts to come is that of these</source>
        <translation>预测：仅当今后零件的尾部与这些零件相同时成立</translation>
    </message>
    <message>
        <source>Met by these parts; no number of parts proves a rate of zero</source>
        <translation>这些零件满足要求；多少零件都不能证明比率为零</translation>
    </message>
    <message>
        <source>Met by these parts, not proven: that takes no miss in %1 defective parts</source>
        <translation>这些零件满足要求，但未证实：需要 %1 个缺陷品无一漏检</translation>
    </message>
    <message>
        <source>Met by these parts, not proven: that takes no catch in %1 good parts</source>
        <translation>这些零件满足要求，但未证实：需要 %1 个良品无一误判</translation>
    </message>
    <message>
        <source>Greatest F1</source>
        <translation>最大 F1</translation>
    </message>
    <message>
        <source>Most caught at a given overkill</source>
        <translation>给定过杀率下检出最多</translation>
    </message>
    <message>
        <source>Least overkill at a given escape rate</source>
        <translation>给定漏检率下过杀最少</translation>
    </message>
    <message>
        <source>Percentile of good parts</source>
        <translation>良品的百分位数</translation>
    </message>
    <message>
        <source>Tail of good parts (extreme values)</source>
        <translation>良品尾部（极值）</translation>
    </message>
    <message>
        <source>Cheapest</source>
        <translation>成本最低</translation>
    </message>
    <message>
        <source>Balances missed defects against false alarms without asking what either costs.</source>
        <translation>在漏检缺陷与误报之间取得平衡，不考虑各自的成本。</translation>
    </message>
    <message>
        <source>Catches as many defective parts as the overkill you allow lets it.</source>
        <translation>在您允许的过杀率内检出尽可能多的缺陷品。</translation>
    </message>
    <message>
        <source>Rejects as few good parts as the escapes you allow let it.</source>
        <translation>在您允许的漏检率内拒收尽可能少的良品。</translation>
    </message>
    <message>
        <source>Needs good parts only: at most the given share of them is caught.</source>
        <translation>只需要良品：其中被误判的不超过给定比例。</translation>
    </message>
    <message>
        <source>Needs good parts only: extends their highest scores to rates rarer than the sample shows.</source>
        <translation>只需要良品：将其最高得分外推到比样本所示更罕见的比率。</translation>
    </message>
    <message>
        <source>Least cost of escapes and overkill together, by the costs you entered.</source>
        <translation>按您输入的成本，使漏检与过杀的总成本最低。</translation>
    </message>
    <message>
        <source>This needs at least %1 good parts; %2 are labelled (G).</source>
        <translation>至少需要 %1 个良品；已标注 %2 个 (G)。</translation>
    </message>
    <message>
        <source>This needs at least %1 defective parts; %2 are labelled (B).</source>
        <translation>至少需要 %1 个缺陷品；已标注 %2 个 (B)。</translation>
    </message>
    <message>
        <source>Enter what an escape and an overkill cost, under Cost in the statistics.</source>
        <translation>请在统计的“成本”中输入一次漏检和一次过杀的成本。</translation>
    </message>
    <message>
        <source>The scores don&apos;t differ: no limit can part them.</source>
        <translation>所有得分都相同：没有限值能将其分开。</translation>
    </message>
    <message>
        <source>No limit up to 1 meets this demand. Allow a higher rate.</source>
        <translation>1 以内没有限值能满足此要求。请允许更高的比率。</translation>
    </message>
    <message>
        <source>How sure it is can&apos;t be said: too many resamples gave no limit</source>
        <translation>无法说明其可靠程度：过多的重抽样没有得出限值</translation>
    </message>
    <message>
        <source>%1 to %2 in 9 of 10 resamples of these parts</source>
        <translation>对这些零件重抽样，10 次中有 9 次在 %1 到 %2 之间</translation>
    </message>
    <message>
        <source>Defective parts caught</source>
        <translation>检出的缺陷品</translation>
    </message>
    <message>
        <source>Good parts caught</source>
        <translation>误判的良品</translation>
    </message>
    <message>
        <source>F1: %1</source>
        <translation>F1：%1</translation>
    </message>
    <message>
        <source>Cost of these parts: %1</source>
        <translation>这些零件的成本：%1</translation>
    </message>
</context>
<context>
    <name>Synth</name>
    <message>
        <source>“%1” is named twice in --products.</source>
        <translation>“%1”在 --products 中出现了两次。</translation>
    </message>
    <message>
        <source>“%1” can&apos;t be drawn. There are: %2.</source>
        <translation>无法绘制“%1”。可选：%2。</translation>
    </message>
    <message>
        <source>“%1” can&apos;t be drawn. Did you mean “%2”?</source>
        <translation>无法绘制“%1”。您是指“%2”吗？</translation>
    </message>
    <message>
        <source>synth reads nothing, so “%1” has no place here. The folder to write goes behind --out.</source>
        <translation>synth 不读取任何内容，因此不能给出“%1”。要写入的文件夹请放在 --out 之后。</translation>
    </message>
    <message>
        <source>Say where the drawn parts go: --out DIR</source>
        <translation>请指明绘制的零件写到何处：--out DIR</translation>
    </message>
    <message>
        <source>--train, --good and --defective are all 0: there is nothing to draw.</source>
        <translation>--train、--good 和 --defective 都是 0：没有可绘制的内容。</translation>
    </message>
    <message>
        <source>“%1” isn&apos;t an empty folder. Name a new one.</source>
        <translation>“%1”不是空文件夹。请给出新的文件夹。</translation>
    </message>
    <message>
        <source>a new or empty folder for the products</source>
        <translation>用于存放产品的新文件夹或空文件夹</translation>
    </message>
    <message>
        <source>another number, other parts (default: 1)</source>
        <translation>数字不同，零件就不同（默认：1）</translation>
    </message>
    <message>
        <source>which products (default: all)</source>
        <translation>哪些产品（默认：全部）</translation>
    </message>
    <message>
        <source>side of the pictures in pixels, 64 to 1024 (default: 256)</source>
        <translation>图片边长，单位像素，64 到 1024（默认：256）</translation>
    </message>
    <message>
        <source>good parts of each product in train (default: 12)</source>
        <translation>每种产品 train 中的良品数（默认：12）</translation>
    </message>
    <message>
        <source>good parts of each product in test (default: 8)</source>
        <translation>每种产品 test 中的良品数（默认：8）</translation>
    </message>
    <message>
        <source>defective parts of each product, the kinds of defect in turn (default: 28)</source>
        <translation>每种产品的缺陷品数，缺陷种类轮流（默认：28）</translation>
    </message>
    <message>
        <source>Stopped before the last picture: %1 of %2 are drawn and written.</source>
        <translation>在最后一张图片之前停止：已绘制并写入 %2 张中的 %1 张。</translation>
    </message>
    <message numerus="yes">
        <source>%n pictures in %1</source>
        <translation>
            <numerusform>%1 中有 %n 张图片</numerusform>
        </translation>
    </message>
    <message>
        <source>“%1” can&apos;t be read.</source>
        <translation>“%1”无法读取。</translation>
    </message>
    <message>
        <source>There is no picture in “%1”.</source>
        <translation>“%1”中没有图片。</translation>
    </message>
    <message>
        <source>--products are drawn, --on takes photographs: leave one of them out.</source>
        <translation>--products 用于绘制，--on 用于照片：请去掉其中之一。</translation>
    </message>
    <message>
        <source>draw the defects on the photographs of a folder: each is a product, its parts are windows of it</source>
        <translation>在文件夹的照片上绘制缺陷：每张照片是一种产品，其零件是照片的局部</translation>
    </message>
    <message>
        <source>vcp-inspect synth [options] --out DIR

Draws parts and surfaces, good ones and defective ones with exact masks, in the layout of MVTec AD.
The same options give the same pictures on every computer. Products:
%1.
With --on the defects are drawn on photographs of good parts instead.
Returns 0 when all are written, 2 for wrong usage or a disk that refuses, 3 when a photograph could not be read.</source>
        <translation>vcp-inspect synth [选项] --out DIR

按 MVTec AD 的布局绘制零件和表面，包括良品和带精确掩膜的缺陷品。
相同的选项在任何计算机上都得到相同的图片。产品：
%1。
使用 --on 时，缺陷绘制在良品的照片上。
全部写完时返回 0；用法有误或磁盘拒绝写入时返回 2；有照片无法读取时返回 3。</translation>
    </message>
</context>
<context>
    <name>TextLocale</name>
    <message>
        <source>en</source>
        <extracomment>The code of the language that you translate into, such as zh_CN: dates in reports are written in it.</extracomment>
        <translation>zh_CN</translation>
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
    <name>Train</name>
    <message>
        <source>Stopped. The last whole epoch is kept in %1; the same command goes on from there.</source>
        <translation>已停止。最后一个完整周期保存在 %1；用相同的命令可从该处继续。</translation>
    </message>
    <message>
        <source>The trained model is in %1</source>
        <translation>训练好的模型在 %1</translation>
    </message>
    <message numerus="yes">
        <source>Memory ran out: from now on %n image(s) go through the model at once. The steps stay the same.</source>
        <translation>
            <numerusform>内存不足：从现在起每次有 %n 张图像通过模型。训练步骤不变。</numerusform>
        </translation>
    </message>
    <message>
        <source>epoch %1 of %2, step %3 of %4, loss %5, %6 h left</source>
        <translation>周期 %1/%2，步骤 %3/%4，损失 %5，剩余 %6 小时</translation>
    </message>
    <message>
        <source>Epoch %1: loss %2, pixel AP %3, pixel AUROC %4, image AUROC %5, %6 s</source>
        <translation>周期 %1：损失 %2，像素 AP %3，像素 AUROC %4，图像 AUROC %5，%6 秒</translation>
    </message>
    <message>
        <source> (best so far)</source>
        <translation>（目前最佳）</translation>
    </message>
    <message>
        <source>folder of the training: state, record and the trained bundle; one that holds a training of the same options is gone on with</source>
        <translation>训练文件夹：状态、记录和训练好的模型包；若其中是选项相同的训练，则继续该训练</translation>
    </message>
    <message>
        <source>train a small model from nothing, its towers too</source>
        <translation>从零训练一个小模型，包括其编码塔</translation>
    </message>
    <message>
        <source>learn from N drawn examples an epoch (default: 8192)</source>
        <translation>每个周期从 N 个绘制的样本学习（默认：8192）</translation>
    </message>
    <message>
        <source>epochs (default: 10)</source>
        <translation>周期数（默认：10）</translation>
    </message>
    <message>
        <source>images a step (default: 32, from scratch 16)</source>
        <translation>每步的图像数（默认：32，从零训练时 16）</translation>
    </message>
    <message>
        <source>images that go through the model at once (default: 4); halves itself when memory runs out, which changes no number of the training</source>
        <translation>一次通过模型的图像数（默认：4）；内存不足时自动减半，不改变训练的任何数值</translation>
    </message>
    <message>
        <source>learning rate (default: 4e-5, from scratch 7e-4)</source>
        <translation>学习率（默认：4e-5，从零训练时 7e-4）</translation>
    </message>
    <message>
        <source>learning rate of both temperatures (default: 0.01, from scratch 0.002)</source>
        <translation>两个温度参数的学习率（默认：0.01，从零训练时 0.002）</translation>
    </message>
    <message>
        <source>decay of weights (default: 0, from scratch 0.05)</source>
        <translation>权重衰减（默认：0，从零训练时 0.05）</translation>
    </message>
    <message>
        <source>dropout of the text prompts (default: 0.1, from scratch 0)</source>
        <translation>文本提示的 dropout（默认：0.1，从零训练时 0）</translation>
    </message>
    <message>
        <source>stop after N epochs without a better one (default: never)</source>
        <translation>连续 N 个周期没有改进时停止（默认：从不）</translation>
    </message>
    <message>
        <source>drawn images of each product to judge an epoch by (default: 24)</source>
        <translation>用于评判每个周期的每种产品的绘制图像数（默认：24）</translation>
    </message>
    <message>
        <source>another number, another training (default: 333)</source>
        <translation>数字不同，训练就不同（默认：333）</translation>
    </message>
    <message>
        <source>from scratch: width of the vision tower, a multiple of 64 (default: 128)</source>
        <translation>从零训练：视觉塔的宽度，64 的倍数（默认：128）</translation>
    </message>
    <message>
        <source>image size at which the trained bundle is used (default: the one it is trained at)</source>
        <translation>训练好的模型包使用的图像尺寸（默认：训练时的尺寸）</translation>
    </message>
    <message>
        <source>progress as JSON, one object a line, on stdout</source>
        <translation>在 stdout 上以 JSON 输出进度，每行一个对象</translation>
    </message>
    <message>
        <source>Say where the training goes: --out DIR</source>
        <translation>请指明训练写到何处：--out DIR</translation>
    </message>
    <message>
        <source>--from-scratch begins without a model: leave out --model, --clip and --vcp.</source>
        <translation>--from-scratch 不使用已有模型：请去掉 --model、--clip 和 --vcp。</translation>
    </message>
    <message>
        <source>The training has stopped. The last whole epoch is kept in: %1</source>
        <translation>训练已停止。最后一个完整周期保存在：%1</translation>
    </message>
    <message>
        <source>There is no layout “%1”. Choose auto, %2.</source>
        <translation>没有布局“%1”。请选择 auto、%2。</translation>
    </message>
    <message>
        <source>--%1 is on or off, not “%2”.</source>
        <translation>--%1 只能是 on 或 off，不能是“%2”。</translation>
    </message>
    <message>
        <source>layout of the data set (default: auto)</source>
        <translation>数据集的布局（默认：auto）</translation>
    </message>
    <message>
        <source>judge each epoch by this data set (default: by a part of the one that is learned from)</source>
        <translation>用此数据集评判每个周期（默认：用所学数据集的一部分）</translation>
    </message>
    <message>
        <source>share of the data set that is kept for that: whole products where there are three or more, else images (default: 0.2)</source>
        <translation>为此保留的数据集比例：有三种以上产品时按整个产品，否则按图像（默认：0.2）</translation>
    </message>
    <message>
        <source>learn from the train split too (default: from the test split alone, as published)</source>
        <translation>也从 train 部分学习（默认：与论文代码一样只用 test 部分）</translation>
    </message>
    <message>
        <source>turn, light, blur and add noise to the images at random, as published (default: on)</source>
        <translation>如论文代码那样随机旋转、调亮度、模糊并加噪声（默认：on）</translation>
    </message>
    <message>
        <source>share of images put together of four defective ones of the product (default: 0; published for MVTec AD: 0.2)</source>
        <translation>由同一产品的四张缺陷图像拼成的图像比例（默认：0；论文代码用于 MVTec AD：0.2）</translation>
    </message>
    <message>
        <source>with --augment off: memory for what the frozen tower answers, so that it runs once for each image (default: 1024)</source>
        <translation>使用 --augment off 时：保存冻结编码塔结果的内存，使其对每张图像只运行一次（默认：1024）</translation>
    </message>
    <message>
        <source>One data set at a time: “%1” is one too many.</source>
        <translation>一次一个数据集：“%1”多余。</translation>
    </message>
    <message>
        <source>Give either --val or --val-share.</source>
        <translation>请只给出 --val 或 --val-share 之一。</translation>
    </message>
    <message>
        <source>“%1” holds no labelled image with a usable mask to learn from.%2</source>
        <translation>“%1”中没有可供学习的带可用掩膜的已标注图像。%2</translation>
    </message>
    <message>
        <source>The train split is used with --train-split.</source>
        <translation>使用 --train-split 可加入 train 部分。</translation>
    </message>
    <message>
        <source>Learned from</source>
        <translation>用于学习</translation>
    </message>
    <message>
        <source>Judged by</source>
        <translation>用于评判</translation>
    </message>
    <message>
        <source>%1 (layout %2): %3 products, %4 images (%5 of them train), %6 good, %7 defective, %8 unlabelled, %9 masks</source>
        <translation>%1（布局 %2）：%3 种产品，%4 张图像（其中 train %5 张），良品 %6，缺陷品 %7，未标注 %8，掩膜 %9</translation>
    </message>
    <message>
        <source>This data set marks defects by boxes: what is learned from them reaches beyond the defects.</source>
        <translation>此数据集以方框标出缺陷：从中学到的会超出缺陷范围。</translation>
    </message>
    <message>
        <source>The masks of this data set are drawn coarsely: what is learned from them reaches beyond the defects.</source>
        <translation>此数据集的掩膜画得较粗：从中学到的会超出缺陷范围。</translation>
    </message>
    <message numerus="yes">
        <source>%n image(s) stand in what is learned from and in what it is judged by, byte for byte; they are left out of the training.</source>
        <translation>
            <numerusform>%n 张图像逐字节地同时出现在学习和评判数据中；已从训练中略去。</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: %2 images, %3 of them defective: %4</source>
        <translation>%1：%2 张图像，其中 %3 张有缺陷：%4</translation>
    </message>
    <message>
        <source>%1: nothing, for want of images</source>
        <translation>%1：无，缺少图像</translation>
    </message>
    <message numerus="yes">
        <source>… and %n more in %1</source>
        <translation>
            <numerusform>…… %1 中另有 %n 个</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: before %2, now %3</source>
        <translation>%1：之前 %2，现在 %3</translation>
    </message>
    <message>
        <source>The best epoch beside the model that the training began with:</source>
        <translation>最佳周期与训练起始模型的比较：</translation>
    </message>
    <message>
        <source>Pixel AP</source>
        <translation>像素 AP</translation>
    </message>
    <message>
        <source>Pixel AUROC</source>
        <translation>像素 AUROC</translation>
    </message>
    <message>
        <source>Image AUROC</source>
        <translation>图像 AUROC</translation>
    </message>
    <message>
        <source>Image F1-max</source>
        <translation>图像 F1-max</translation>
    </message>
    <message>
        <source>Verdicts of %1 images: %2 right only before, %3 right only now, McNemar&apos;s p = %4</source>
        <translation>%1 张图像的判定：仅之前正确 %2，仅现在正确 %3，McNemar p = %4</translation>
    </message>
    <message>
        <source>The trained model is WORSE than the one it began with. Keep the old one unless you know why.</source>
        <translation>训练后的模型比起始模型更差。除非知道原因，否则请保留原模型。</translation>
    </message>
    <message>
        <source>The trained model is not worse than the one it began with.</source>
        <translation>训练后的模型不比起始模型差。</translation>
    </message>
    <message>
        <source>Estimated time by the first steps: %1 h, without the validation</source>
        <translation>按最初几步预计时间：%1 小时，不含验证</translation>
    </message>
    <message>
        <source>--%1 belongs to a data set: name the one to learn from.</source>
        <translation>--%1 用于数据集：请给出要学习的数据集。</translation>
    </message>
    <message>
        <source>--%1 belongs to drawn examples: leave it out, or the data set.</source>
        <translation>--%1 用于绘制的样本：请去掉它或去掉数据集。</translation>
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
        <translation>vcp-inspect train [选项] --out DIR [数据集]
vcp-inspect train [选项] --check [数据集]

在已标注的数据集图像上训练 VCP-CLIP 的可学习部分（使用 --from-scratch 时从零训练一个小模型）；不给数据集时
在绘制的零件上训练。每个周期之后，继续训练所需的一切都已写入磁盘：用相同的命令即可继续。最后将训练后的模型
与起始模型比较。--check 读取数据并试算一步，说明将从什么学习、需要多少内存和时间。
训练结束时返回 0；用法有误、模型或数据集不可用、磁盘拒绝写入时返回 2；训练已结束但有图像或掩膜无法读取而被
略去时返回 3。</translation>
    </message>
    <message>
        <source>Estimated memory: %1 MB of %2 MB that are free (%3)</source>
        <translation>预计内存：%1 MB，可用 %2 MB（%3）</translation>
    </message>
    <message>
        <source>Estimated memory: %1 MB (%2)</source>
        <translation>预计内存：%1 MB（%2）</translation>
    </message>
    <message>
        <source>That is more than this machine has free: the training may be slow or be ended by the system. Close other programs, or take a smaller --batch or --together.</source>
        <translation>这超过本机的可用内存：训练可能很慢或被系统终止。请关闭其他程序，或减小 --batch 或 --together。</translation>
    </message>
    <message>
        <source>Estimated time by a trial: %1 h. Nothing has been trained or written.</source>
        <translation>按试算预计时间：%1 小时。未训练也未写入任何内容。</translation>
    </message>
    <message>
        <source>train nothing: read the data, say what it holds, and estimate memory and time by a trial</source>
        <translation>不训练：读取数据，说明其内容，并通过试算估计内存和时间</translation>
    </message>
    <message>
        <source>--check writes nothing: leave out --out and --from-scratch.</source>
        <translation>--check 不写入任何内容：请去掉 --out 和 --from-scratch。</translation>
    </message>
    <message>
        <source>No step was tried, for want of memory. Nothing has been trained or written.</source>
        <translation>内存不足，未试算。未训练也未写入任何内容。</translation>
    </message>
    <message>
        <source>The training would write over what it begins with: name another folder than --begin-with for --out.</source>
        <translation>训练会覆盖其起始权重：请为 --out 指定与 --begin-with 不同的文件夹。</translation>
    </message>
    <message>
        <source>from scratch: go on from the weights in a folder (clip.safetensors, vcp.pth) in place of fresh ones</source>
        <translation>从零训练：从某文件夹中的权重（clip.safetensors、vcp.pth）继续，而不用新权重</translation>
    </message>
    <message>
        <source>show each drawn picture N times, each time turned, scaled and coloured anew (default: 1)</source>
        <translation>每幅绘制的图片展示 N 次，每次重新旋转、缩放和着色（默认：1）</translation>
    </message>
    <message>
        <source>drawn pictures kept in memory to be shown again (default: 8192)</source>
        <translation>保留在内存中以便再次展示的绘制图片数（默认：8192）</translation>
    </message>
    <message>
        <source>--begin-with belongs to --from-scratch; a model that is fine-tuned is named by --model.</source>
        <translation>--begin-with 属于 --from-scratch；要微调的模型由 --model 指定。</translation>
    </message>
    <message>
        <source>“%1” is no --schedule: constant or cosine.</source>
        <translation>“%1” 不是有效的 --schedule：应为 constant 或 cosine。</translation>
    </message>
    <message>
        <source>constant, or cosine: the rates fall to a hundredth (default: constant, from scratch cosine)</source>
        <translation>constant 为恒定，cosine 为学习率降至百分之一（默认：constant，从头训练时为 cosine）</translation>
    </message>
    <message>
        <source>judge and keep a running mean of the weights in which each step counts 1 - X; 0: the weights of the last step (default: 0, from scratch 0.999)</source>
        <translation>评判并保留权重的滑动平均，每一步占 1 - X；0：取最后一步的权重（默认：0，从头训练时为 0.999）</translation>
    </message>
    <message>
        <source>weight of the focal loss beside the dice loss (default: 1, from scratch 6)</source>
        <translation>focal 损失相对于 dice 损失的权重（默认：1，从头训练时为 6）</translation>
    </message>
    <message>
        <source>weight of a loss of the greatest sound and damaged patches of a picture, by which it is judged (default: 0, from scratch 0.3)</source>
        <translation>针对图像中得分最高的完好小块与损坏小块的损失的权重，图像即据此判定（默认：0，从头训练时为 0.3）</translation>
    </message>
    <message>
        <source>--begin-with takes the width of the weights that it begins with: leave out --width.</source>
        <translation>--begin-with 采用起始权重的宽度：请去掉 --width。</translation>
    </message>
    <message>
        <source>The weights in %1 can’t be grown to --depth %2: it would move what their layers see. Ask for more.</source>
        <translation>%1 中的权重无法增长到 --depth %2：那样会改变各层所见的内容。请指定更大的值。</translation>
    </message>
    <message>
        <source>from scratch: blocks of the vision tower (default: 6, or those of --begin-with, which can be grown by more)</source>
        <translation>从头训练：视觉塔的块数（默认：6；使用 --begin-with 时为其块数，可以增加）</translation>
    </message>
    <message>
        <source>A model&apos;s record of what it was trained on names %1 images at most: those beyond are learned from all the same, but not named.</source>
        <translation>模型的训练数据记录最多列出 %1 张图像：超出的同样参与训练，但不列出。</translation>
    </message>
    <message>
        <source>epoch %1 of %2, step %3 of %4, loss %5</source>
        <translation>周期 %1/%2，步骤 %3/%4，损失 %5</translation>
    </message>
    <message>
        <source>The training would write over the model that it begins with: name another folder for --out.</source>
        <translation>训练会覆盖其起始模型：请为 --out 指定其他文件夹。</translation>
    </message>
</context>
<context>
    <name>TrainingFacts</name>
    <message>
        <source>nothing, for want of images</source>
        <translation>无，缺少图像</translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>另有 %n 个</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, %2 of them defective: %3</source>
        <translation>%1，其中 %2 张有缺陷：%3</translation>
    </message>
    <message numerus="yes">
        <source>%n image(s)</source>
        <translation>
            <numerusform>%n 张图像</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 with %2: %3 good, %4 defective, %5 with a mask (layout %6)</source>
        <translation>%1，%2：良品 %3，缺陷品 %4，带掩膜 %5（布局 %6）</translation>
    </message>
    <message numerus="yes">
        <source>%n product(s)</source>
        <translation>
            <numerusform>%n 种产品</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n image(s) have no label and are left out.</source>
        <translation>
            <numerusform>%n 张图像没有标注，已略去。</numerusform>
        </translation>
    </message>
    <message>
        <source>Only boxes say where the defects are: the model would learn boxes.</source>
        <translation>只有方框标出缺陷位置：模型会学成方框。</translation>
    </message>
    <message>
        <source>Its masks are coarse: the model would learn more than the defects.</source>
        <translation>其掩膜较粗：模型学到的会超出缺陷范围。</translation>
    </message>
    <message>
        <source>about %1 MB</source>
        <translation>约 %1 MB</translation>
    </message>
    <message>
        <source>about %1 MB, but only %2 MB are free: it may be slow, or be ended by the system. Close other programs, or take fewer images a step.</source>
        <translation>约 %1 MB，但只有 %2 MB 可用：可能很慢，或被系统终止。请关闭其他程序，或减少每步的图像数。</translation>
    </message>
    <message>
        <source>about %1 MB of %2 MB that are free</source>
        <translation>约 %1 MB，可用 %2 MB</translation>
    </message>
    <message>
        <source>Learned from</source>
        <translation>用于学习</translation>
    </message>
    <message>
        <source>Judged by</source>
        <translation>用于评判</translation>
    </message>
    <message>
        <source>Leaks</source>
        <translation>泄漏</translation>
    </message>
    <message numerus="yes">
        <source>%n image(s) stood on both sides, byte for byte: they are not learned from.</source>
        <translation>
            <numerusform>%n 张图像逐字节地同时出现在两侧：不用于学习。</numerusform>
        </translation>
    </message>
    <message>
        <source>Runs on</source>
        <translation>运行设备</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>about %1 s</source>
        <translation>约 %1 秒</translation>
    </message>
    <message>
        <source>about %1 min</source>
        <translation>约 %1 分钟</translation>
    </message>
    <message>
        <source>about %1 h %2 min</source>
        <translation>约 %1 小时 %2 分钟</translation>
    </message>
</context>
<context>
    <name>TrainingSetLook</name>
    <message>
        <source>Nobody knows where the file of a reviewed part lies: it is left out.</source>
        <translation>不知道某个已复核零件的文件在何处：已略去。</translation>
    </message>
    <message>
        <source>The part “%1” is no longer there: it is left out.</source>
        <translation>零件“%1”已不存在：已略去。</translation>
    </message>
    <message>
        <source>The part “%1” has changed since it was reviewed: it is left out.</source>
        <translation>零件“%1”在复核之后已更改：已略去。</translation>
    </message>
    <message>
        <source>“%1” can&apos;t be read and is left out. Check its permissions.</source>
        <translation>“%1”无法读取，已略去。请检查其权限。</translation>
    </message>
    <message>
        <source>No reviewed part can be learned from yet: say of parts on the desk whether they are good or defective.</source>
        <translation>还没有可供学习的已复核零件：请先在工作台上判定零件是良品还是缺陷品。</translation>
    </message>
    <message>
        <source>Reviewed parts as they are now.</source>
        <translation>已复核零件的当前状态。</translation>
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
        <source>No region reaches the limits. Highest value %1, review limit %2.</source>
        <translation>没有区域达到限值。最高值 %1，复核限值 %2。</translation>
    </message>
    <message>
        <source>Region %1</source>
        <translation>区域 %1</translation>
    </message>
    <message>
        <source>Region %1 in zone %2</source>
        <translation>分区 %2 中的区域 %1</translation>
    </message>
    <message>
        <source>%1: peak %2 ≥ limit %3, area %4 ≥ %5</source>
        <translation>%1：峰值 %2 ≥ 限值 %3，面积 %4 ≥ %5</translation>
    </message>
    <message>
        <source>%1: peak %2 ≥ review limit %3, area %4 ≥ %5</source>
        <translation>%1：峰值 %2 ≥ 复核限值 %3，面积 %4 ≥ %5</translation>
    </message>
    <message>
        <source>, length %1 ≥ %2</source>
        <translation>，长度 %1 ≥ %2</translation>
    </message>
    <message>
        <source>.</source>
        <comment>ends a sentence</comment>
        <translation>。</translation>
    </message>
    <message>
        <source>Score %1 ≥ limit %2.</source>
        <translation>得分 %1 ≥ 限值 %2。</translation>
    </message>
    <message>
        <source>Score %1 ≥ review limit %2.</source>
        <translation>得分 %1 ≥ 复核限值 %2。</translation>
    </message>
    <message>
        <source>No region is large enough: highest value %1, every region %2.</source>
        <translation>没有足够大的区域：最高值 %1，所有区域%2。</translation>
    </message>
    <message>
        <source>No region in zone %1 is large enough: highest value %2, every region %3.</source>
        <translation>分区 %1 中没有足够大的区域：最高值 %2，所有区域%3。</translation>
    </message>
    <message>
        <source>No region reaches the limits. Highest value in zone %1 %2, its review limit %3.</source>
        <translation>没有区域达到限值。分区 %1 中的最高值 %2，其复核限值 %3。</translation>
    </message>
    <message>
        <source>below %1</source>
        <translation>小于 %1</translation>
    </message>
    <message>
        <source>shorter than %1</source>
        <translation>短于 %1</translation>
    </message>
    <message>
        <source>%1 or %2</source>
        <translation>%1或%2</translation>
    </message>
</context>
<context>
    <name>Verify</name>
    <message>
        <source>The report was made by another revision of the engine (%1, this is %2): scores may differ a little.</source>
        <translation>该报告由引擎的另一修订版制作（%1，当前为 %2）：得分可能略有不同。</translation>
    </message>
    <message>
        <source>“%1” is no folder.</source>
        <translation>“%1”不是文件夹。</translation>
    </message>
    <message numerus="yes">
        <source>Report of %1, made by %2: %n image(s).</source>
        <translation>
            <numerusform>%1 的报告，由 %2 制作：%n 幅图像。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n thing(s) in this report are not as they were sealed.</source>
        <translation>
            <numerusform>该报告中有 %n 处与封存时不同。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Nothing was changed as far as could be checked; %n thing(s) could not be.</source>
        <translation>
            <numerusform>在可检查的范围内没有更改；有 %n 项无法检查。</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>没有任何更改。</translation>
    </message>
    <message>
        <source>check the images too, and inspect them again</source>
        <translation>同时检查图像，并重新检测</translation>
    </message>
    <message>
        <source>check the report&apos;s entries against this review log (history.db)</source>
        <translation>将报告中的条目与此复核日志（history.db）核对</translation>
    </message>
    <message>
        <source>vcp-inspect verify [options] REPORT.pdf

Tells whether a report is as it was sealed: the PDF, the figures attached to it, the entries of the review log in
them. With --images the images are compared by their bytes and inspected again, with the report&apos;s own recipe and
with the model whose weights have the report&apos;s SHA-256. A seal finds a change; it proves no author.
Returns 0 when nothing was changed, 1 when something was, 2 for wrong usage or a file that can&apos;t be read, 3 when
something could not be checked.</source>
        <translation>vcp-inspect verify [选项] REPORT.pdf

查明报告是否仍如封存时一样：PDF、所附数据以及其中复核日志的条目。
使用 --images 时，逐字节比较图像并重新检测，所用为报告自身的配方
和权重 SHA-256 与报告一致的模型。封印能发现更改，不能证明作者。
没有更改时返回 0；有更改时返回 1；用法有误或文件无法读取时返回 2；
有内容无法检查时返回 3。</translation>
    </message>
    <message>
        <source>Name one report: vcp-inspect verify REPORT.pdf</source>
        <translation>请给出一份报告：vcp-inspect verify REPORT.pdf</translation>
    </message>
    <message>
        <source>%1 of %2 images are those that were inspected; %3 were inspected again with the same score and verdict.</source>
        <translation>%2 幅图像中有 %1 幅与当时检测的相同；%3 幅重新检测后得分与判定相同。</translation>
    </message>
    <message>
        <source>The file doesn&apos;t end with a seal: bytes were cut off or added at its end, or it never was a sealed report.</source>
        <translation>文件末尾没有封印：末尾被截去或添加了字节，或它从来不是封存的报告。</translation>
    </message>
    <message>
        <source>The PDF was changed after it was sealed.</source>
        <translation>PDF 在封存后被更改。</translation>
    </message>
    <message>
        <source>The figures of the report (report.json) can&apos;t be read out of the PDF.</source>
        <translation>无法从 PDF 中读出报告数据（report.json）。</translation>
    </message>
    <message>
        <source>The attached figures (report.json) were changed: their own seal doesn&apos;t fit.</source>
        <translation>所附数据（report.json）被更改：其自身的封印不符。</translation>
    </message>
    <message>
        <source>The attached figures (report.json) are none that this program writes (%1).</source>
        <translation>所附数据（report.json）不是本程序所写（%1）。</translation>
    </message>
    <message>
        <source>The recipe in the figures was changed: it isn&apos;t the one whose SHA-256 stands beside it.</source>
        <translation>数据中的配方被更改：与其旁的 SHA-256 不符。</translation>
    </message>
    <message>
        <source>The counts in the figures aren&apos;t those of its images.</source>
        <translation>数据中的计数与其图像不符。</translation>
    </message>
    <message>
        <source>Entry %1 of the review log was changed in the figures.</source>
        <translation>数据中复核日志的第 %1 条被更改。</translation>
    </message>
    <message>
        <source>Entry %1 of the review log doesn&apos;t follow the one before it.</source>
        <translation>复核日志的第 %1 条与前一条不衔接。</translation>
    </message>
    <message>
        <source>Entry %1 of the review log is of an image that the report doesn&apos;t hold.</source>
        <translation>复核日志的第 %1 条属于报告中没有的图像。</translation>
    </message>
    <message>
        <source>The review log was broken already when the report was made (%1).</source>
        <translation>制作报告时复核日志已损坏（%1）。</translation>
    </message>
    <message>
        <source>The review log is broken (%1, row %2).</source>
        <translation>复核日志已损坏（%1，第 %2 行）。</translation>
    </message>
    <message>
        <source>The review log has another row %1 than the report, or none.</source>
        <translation>复核日志的第 %1 行与报告不同，或不存在。</translation>
    </message>
    <message>
        <source>%1: not found in the folder, neither by its name nor by its bytes.</source>
        <translation>%1：在文件夹中按名称和内容都找不到。</translation>
    </message>
    <message>
        <source>%1: can&apos;t be read. %2</source>
        <translation>%1：无法读取。%2</translation>
    </message>
    <message>
        <source>%1: the image was changed, its bytes are not those that were inspected.</source>
        <translation>%1：图像被更改，其内容与当时检测的不同。</translation>
    </message>
    <message>
        <source>%1: the report says %2, inspected again it is %3.</source>
        <translation>%1：报告为 %2，重新检测为 %3。</translation>
    </message>
    <message>
        <source>%1: the report says a score of %2, inspected again it is %3.</source>
        <translation>%1：报告得分为 %2，重新检测为 %3。</translation>
    </message>
    <message>
        <source>No model with the report&apos;s weights is on this computer (CLIP %1…, VCP %2…): name it with --model, or --clip and --vcp.</source>
        <translation>此计算机上没有权重与报告一致的模型（CLIP %1…，VCP %2…）：请用 --model 或 --clip 和 --vcp 指定。</translation>
    </message>
    <message>
        <source>The model given isn&apos;t the one of the report: weights or options differ.</source>
        <translation>给出的模型不是报告所用的模型：权重或选项不同。</translation>
    </message>
    <message>
        <source>The record of the review log&apos;s end is missing: whether rows were cut off can&apos;t be told.</source>
        <translation>缺少复核日志结尾的记录：无法判断是否有行被截去。</translation>
    </message>
    <message>
        <source>%1: could not be inspected when the report was made, so there is nothing to compare it with.</source>
        <translation>%1：生成报告时无法检测，因此没有可比较的内容。</translation>
    </message>
</context>
<context>
    <name>ZoneLayer</name>
    <message>
        <source>Don&apos;t care</source>
        <translation>忽略区</translation>
    </message>
</context>
<context>
    <name>app::BaselinePresenter</name>
    <message>
        <source>Nothing was learned from the good parts. %1</source>
        <translation>未能从良品学习。%1</translation>
    </message>
    <message>
        <source>Nothing was learned from the good parts: the recipe is another one meanwhile. Learn again.</source>
        <translation>未从良品学到任何内容：其间配方已变为另一份。请重新学习。</translation>
    </message>
    <message numerus="yes">
        <source>Nothing was learned from the good parts: at most %n of them have pictures of one size, a part that is found in them and an answer of the model that is kept.</source>
        <translation>
            <numerusform>没有从良品中学到任何内容：其中最多 %n 个的图像尺寸相同、能找到零件且保存了模型结果。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n good part(s) were left out of what was learned: their pictures have another size, the part was not found, or the model&apos;s answer is no longer kept.</source>
        <translation>
            <numerusform>学习时略过了 %n 个良品：图像尺寸不同、没有找到零件，或不再保存模型结果。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>app::BlindReviewDialog</name>
    <message>
        <source>Say who judges: the verdicts are kept under that name.</source>
        <translation>请填写由谁判定：判定结果记在该姓名下。</translation>
    </message>
    <message>
        <source>No parts are open: open a folder first.</source>
        <translation>没有打开的零件：请先打开文件夹。</translation>
    </message>
    <message>
        <source>There is no part that others have decided and %1 has not judged yet: accept and reject parts first, or choose all.</source>
        <translation>没有他人已判定而%1尚未盲审的零件：请先接受和拒绝一些零件，或选择全部。</translation>
    </message>
    <message>
        <source>%1 has judged every part that is open.</source>
        <translation>%1已判定所有打开的零件。</translation>
    </message>
    <message numerus="yes">
        <source>%n part(s) will be shown, by chance and in an order by chance.</source>
        <translation>
            <numerusform>将随机选取并以随机顺序显示 %n 个零件。</numerusform>
        </translation>
    </message>
    <message>
        <source>Opening…</source>
        <translation>正在打开…</translation>
    </message>
    <message>
        <source>Part %1 of %2</source>
        <translation>第 %1 个，共 %2 个</translation>
    </message>
    <message>
        <source>This picture can&apos;t be shown</source>
        <translation>无法显示此图像</translation>
    </message>
    <message>
        <source>Skip it.</source>
        <translation>请跳过。</translation>
    </message>
    <message numerus="yes">
        <source>%1 has judged %n of the open parts blind.</source>
        <translation>
            <numerusform>%1盲审了打开的零件中的 %n 个。</numerusform>
        </translation>
    </message>
    <message>
        <source>A kappa of 1 is full agreement, 0 no more than chance would give; people who disagree on a part can&apos;t ask a machine to get it right.</source>
        <translation>Kappa 为 1 表示完全一致，为 0 表示不超过偶然；人们自己意见不一的零件，不能要求机器判对。</translation>
    </message>
    <message numerus="yes">
        <source>Show the %n Part(s) That &amp;Differ</source>
        <translation>
            <numerusform>显示判定不同的 %n 个零件(&amp;D)</numerusform>
        </translation>
    </message>
    <message>
        <source>Blind Review</source>
        <translation>盲审</translation>
    </message>
    <message>
        <source>Another person judges parts without seeing what the machine or anybody else said of them. It decides nothing, is kept in the review log, and says how far people agree: no machine can be asked for more. Whoever judges should not have seen these parts&apos; verdicts.</source>
        <translation>由另一人判定零件，看不到机器或其他人的结论。它不作任何决定，记入复核日志，并给出人与人之间的一致程度：不能要求机器做得更好。判定者不应见过这些零件的判定。</translation>
    </message>
    <message>
        <source>&amp;Who judges</source>
        <translation>判定者(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;Parts</source>
        <translation>零件(&amp;P)</translation>
    </message>
    <message>
        <source>that others have decided</source>
        <translation>他人已判定的</translation>
    </message>
    <message>
        <source>all that are open</source>
        <translation>所有打开的</translation>
    </message>
    <message>
        <source>&amp;At most</source>
        <translation>最多(&amp;A)</translation>
    </message>
    <message>
        <source>all of them</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>&amp;Begin</source>
        <translation>开始(&amp;B)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Good (A)</source>
        <translation>良品 (A)</translation>
    </message>
    <message>
        <source>Not Good (R)</source>
        <translation>不良 (R)</translation>
    </message>
    <message>
        <source>Skip (S)</source>
        <translation>跳过 (S)</translation>
    </message>
    <message>
        <source>Back (Backspace)</source>
        <translation>返回 (Backspace)</translation>
    </message>
    <message>
        <source>End (Esc)</source>
        <translation>结束 (Esc)</translation>
    </message>
    <message>
        <source>What has been said is kept</source>
        <translation>已作出的判定会保留</translation>
    </message>
    <message>
        <source>How far people agree</source>
        <translation>人与人的一致程度</translation>
    </message>
    <message>
        <source>&amp;Judge More…</source>
        <translation>继续判定(&amp;J)…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Where every verdict is the same, there is no kappa.</source>
        <translation>所有判定都相同时没有 Kappa。</translation>
    </message>
    <message numerus="yes">
        <source>%n part(s) have not been read yet: wait for the inspection, or go on with it.</source>
        <translation>
            <numerusform>有 %n 个零件尚未读取：请等待检测，或继续检测。</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Go On…</source>
        <translation>继续(&amp;G)…</translation>
    </message>
    <message numerus="yes">
        <source>%n part(s) of this series are left. How far people agree is best looked at when all are judged: whoever knows it judges otherwise.</source>
        <translation>
            <numerusform>本轮还剩 %n 个零件。最好在全部判定后再看一致程度：知道结果的人会改变判定。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The machine neither passes nor fails %n of them: there it is not compared.</source>
        <translation>
            <numerusform>其中 %n 个机器既未判合格也未判不合格：不参与比较。</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Show Agreement</source>
        <translation>显示一致程度(&amp;S)</translation>
    </message>
</context>
<context>
    <name>app::BlindReviewPresenter</name>
    <message>
        <source>parts that %1 judged otherwise</source>
        <translation>%1判定不同的零件</translation>
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
    <name>app::CheckerboardDialog</name>
    <message>
        <source>Choose a picture of a checkerboard, or drop it on the line above.</source>
        <translation>请选择一张棋盘格图像，或将其拖放到上面的输入栏。</translation>
    </message>
    <message>
        <source>Looking for a checkerboard…</source>
        <translation>正在查找棋盘格…</translation>
    </message>
    <message>
        <source>%1 × %2 corners, a square is %3 px wide.</source>
        <translation>%1 × %2 个角点，每格宽 %3 px。</translation>
    </message>
    <message>
        <source>%1 mm per pixel.</source>
        <translation>每像素 %1 mm。</translation>
    </message>
    <message>
        <source>Type how wide a square is in reality.</source>
        <translation>请输入每格的实际宽度。</translation>
    </message>
    <message>
        <source>This picture has %1 × %2 px, the part %3 × %4: the scale holds only if one camera took both, at one size.</source>
        <translation>此图像为 %1 × %2 px，零件图像为 %3 × %4：只有两者由同一相机以同一尺寸拍摄时，比例才成立。</translation>
    </message>
    <message>
        <source>Calibrate by a Checkerboard</source>
        <translation>按棋盘格标定</translation>
    </message>
    <message>
        <source>Lay a printed or etched checkerboard where the parts lie, as level as they do, and take its picture with the same camera.</source>
        <translation>将印制或蚀刻的棋盘格放在零件所在的位置，与零件一样放平，并用同一相机拍摄。</translation>
    </message>
    <message>
        <source>&amp;Picture of the board</source>
        <translation>棋盘格图像(&amp;P)</translation>
    </message>
    <message>
        <source>Picture of the board</source>
        <translation>棋盘格图像</translation>
    </message>
    <message>
        <source>&amp;Width of a square</source>
        <translation>每格宽度(&amp;W)</translation>
    </message>
    <message>
        <source> mm</source>
        <translation> mm</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>The board&apos;s corners on its picture</source>
        <translation>图像上的棋盘格角点</translation>
    </message>
    <message>
        <source>&amp;Calibrate</source>
        <translation>标定(&amp;C)</translation>
    </message>
    <message>
        <source>On the board that changes by %1 at most: lengths there are right to as much.</source>
        <translation>在棋盘格上变化至多 %1：其上的长度准确度也如此。</translation>
    </message>
    <message>
        <source>On the board that changes by up to %1, and lengths are no more exact: the camera looks at it askew, the lens bends the picture, or pixels are not square.</source>
        <translation>在棋盘格上变化达 %1，长度也不会更准确：相机与棋盘格不垂直、镜头使图像变形，或像素不是正方形。</translation>
    </message>
    <message>
        <source>It covers %1 of the picture; what is beyond it was not measured.</source>
        <translation>它覆盖图像的 %1；其外的部分未测量。</translation>
    </message>
</context>
<context>
    <name>app::CheckerboardPresenter</name>
    <message>
        <source>There is no checkerboard on this picture: it has to lie whole in it, lit evenly, with at least 4 × 4 squares of %1 px or more.</source>
        <translation>此图像上没有棋盘格：它必须完整位于图像中，照明均匀，至少 4 × 4 格，每格 %1 px 以上。</translation>
    </message>
</context>
<context>
    <name>app::DevicePicker</name>
    <message>
        <source>%1 (simulated)</source>
        <translation>%1（模拟）</translation>
    </message>
    <message>
        <source>%1 (not connected)</source>
        <translation>%1（未连接）</translation>
    </message>
    <message>
        <source>Looking for cameras…</source>
        <translation>正在查找相机…</translation>
    </message>
    <message>
        <source>Re&amp;fresh</source>
        <translation>刷新(&amp;F)</translation>
    </message>
    <message>
        <source>Looks for cameras again.</source>
        <translation>重新查找相机。</translation>
    </message>
    <message>
        <source>Choose a camera</source>
        <translation>选择相机</translation>
    </message>
</context>
<context>
    <name>app::EvaluatePresenter</name>
    <message numerus="yes">
        <source>Done. %n image(s) or mask(s) could not be read: they stand in the notes.</source>
        <translation>
            <numerusform>完成。%n 个图像或掩膜无法读取：列在备注中。</numerusform>
        </translation>
    </message>
    <message>
        <source>Done.</source>
        <translation>完成。</translation>
    </message>
    <message>
        <source>Cancelled. The figures of the first model stand.</source>
        <translation>已取消。第一个模型的数值有效。</translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <translation>已取消。</translation>
    </message>
    <message>
        <source>%1 (in use)</source>
        <translation>%1（使用中）</translation>
    </message>
    <message>
        <source>Export the Figures into a Folder</source>
        <translation>把数值导出到文件夹</translation>
    </message>
    <message>
        <source>The figures are in “%1”.</source>
        <translation>数值在“%1”中。</translation>
    </message>
</context>
<context>
    <name>app::EvaluateWindow</name>
    <message>
        <source>Evaluating…</source>
        <translation>正在评估…</translation>
    </message>
    <message>
        <source>The figures stand here when the last image has been through the model.</source>
        <translation>最后一张图像通过模型后，数值显示在此。</translation>
    </message>
    <message>
        <source>No figures yet</source>
        <translation>还没有数值</translation>
    </message>
    <message>
        <source>Choose a data set whose defects are known and press Start: the published figures of every product stand here, with their curves and the verdicts on every image.</source>
        <translation>选择一个缺陷已知的数据集并按“开始”：此处显示每种产品的论文指标、曲线以及每张图像的判定。</translation>
    </message>
    <message>
        <source>Evaluate</source>
        <translation>评估</translation>
    </message>
</context>
<context>
    <name>app::EvaluatedImageModel</name>
    <message>
        <source>Image</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>Defect</source>
        <translation>缺陷</translation>
    </message>
    <message>
        <source>Image score</source>
        <translation>图像得分</translation>
    </message>
</context>
<context>
    <name>app::EvaluationResults</name>
    <message>
        <source>In points of per cent: the second model minus the first.</source>
        <translation>单位百分点：第二个模型减第一个模型。</translation>
    </message>
    <message>
        <source>In per cent. PRO is the published code&apos;s, AUPRO MVTec&apos;s exact one up to a false positive rate of 0.3.</source>
        <translation>单位 %。PRO 按论文代码，AUPRO 按 MVTec 的精确定义（假阳性率至 0.3）。</translation>
    </message>
    <message numerus="yes">
        <source>%1 (%2): %n image(s).</source>
        <comment>name of the cell, what it holds</comment>
        <translation>
            <numerusform>%1（%2）：%n 张图像。</numerusform>
        </translation>
    </message>
    <message>
        <source>A double click or Enter shows one in the main window.</source>
        <translation>双击或按 Enter 在主窗口中显示。</translation>
    </message>
    <message>
        <source>Model %1, %2 pixels, alpha %3, sigma %4</source>
        <translation>模型 %1，%2 像素，alpha %3，sigma %4</translation>
    </message>
    <message>
        <source>There are too many pixels for this computer&apos;s memory: pixel figures but for PRO come from 65,536 levels of the score.</source>
        <translation>像素太多，本机内存不足：除 PRO 外的像素指标由得分的 65,536 个等级得出。</translation>
    </message>
    <message>
        <source>&amp;Notes (%1)</source>
        <translation>备注 (%1)(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Notes</source>
        <translation>备注(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Figures of</source>
        <translation>数值所属(&amp;F)</translation>
    </message>
    <message>
        <source>Figures of %1</source>
        <translation>%1 的数值</translation>
    </message>
    <message>
        <source>Whose figures</source>
        <translation>哪个模型的数值</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>导出(&amp;E)…</translation>
    </message>
    <message>
        <source>C&amp;urves</source>
        <translation>曲线(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Verdicts</source>
        <translation>判定(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Types of Defect</source>
        <translation>缺陷类型(&amp;T)</translation>
    </message>
    <message>
        <source>Figures of each product</source>
        <translation>每种产品的数值</translation>
    </message>
    <message>
        <source>Figures of each type of defect</source>
        <translation>每种缺陷的数值</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Second minus first</source>
        <translation>第二减第一</translation>
    </message>
    <message>
        <source>Images are scored by the model&apos;s own rule, by which verdicts are given.</source>
        <translation>图像按模型自己的规则计分，判定以此为准。</translation>
    </message>
    <message>
        <source>Images are scored as published.</source>
        <translation>图像按论文代码计分。</translation>
    </message>
    <message>
        <source>Writes figures as CSV and JSON, curves, every image with its verdict, and a report as PDF into a folder</source>
        <translation>将指标（CSV 和 JSON）、曲线、每幅图像的判定以及 PDF 报告写入文件夹</translation>
    </message>
</context>
<context>
    <name>app::EvaluationSetup</name>
    <message>
        <source>Data set</source>
        <translation>数据集</translation>
    </message>
    <message>
        <source>A folder with good and defective images and masks of the defects: MVTec AD, VisA and a dozen others, or your own.</source>
        <translation>一个含良品图像、缺陷品图像和缺陷掩膜的文件夹：MVTec AD、VisA 及其他十余种布局，或您自己的数据。</translation>
    </message>
    <message>
        <source>Looking at the folder…</source>
        <translation>正在查看文件夹…</translation>
    </message>
    <message>
        <source>“%1”, read as %2.</source>
        <translation>“%1”，按 %2 读取。</translation>
    </message>
    <message>
        <source>“%1”, layout %2, told by %3.</source>
        <translation>“%1”，布局 %2，依据 %3。</translation>
    </message>
    <message>
        <source>It would also fit: %1.</source>
        <translation>也符合：%1。</translation>
    </message>
    <message numerus="yes">
        <source>%n problem(s) of the data set</source>
        <translation>
            <numerusform>数据集的 %n 个问题</numerusform>
        </translation>
    </message>
    <message>
        <source>No model is loaded.</source>
        <translation>未加载模型。</translation>
    </message>
    <message>
        <source>Tick a product.</source>
        <translation>请勾选一种产品。</translation>
    </message>
    <message>
        <source>No image here is known to be good or defective: there is nothing to evaluate.</source>
        <translation>此处没有已知良品或缺陷品的图像：没有可评估的内容。</translation>
    </message>
    <message numerus="yes">
        <source>%n image(s) would be evaluated.</source>
        <translation>
            <numerusform>将评估 %n 张图像。</numerusform>
        </translation>
    </message>
    <message>
        <source>Loading %1… %2 %</source>
        <translation>正在加载 %1… %2 %</translation>
    </message>
    <message>
        <source>%1: working out the last figures…</source>
        <translation>%1：正在计算最后的数值…</translation>
    </message>
    <message>
        <source>%1: image %2 of %3</source>
        <translation>%1：图像 %2/%3</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>how far, how long</comment>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>&amp;Data set</source>
        <translation>数据集(&amp;D)</translation>
    </message>
    <message>
        <source>Drop a folder here</source>
        <translation>把文件夹拖放到此处</translation>
    </message>
    <message>
        <source>Use the Sample Pa&amp;rts</source>
        <translation>使用示例零件(&amp;R)</translation>
    </message>
    <message>
        <source>La&amp;yout</source>
        <translation>布局(&amp;Y)</translation>
    </message>
    <message>
        <source>Found out by itself</source>
        <translation>自动识别</translation>
    </message>
    <message>
        <source>&amp;Images</source>
        <translation>图像(&amp;I)</translation>
    </message>
    <message>
        <source>Test images</source>
        <translation>测试图像</translation>
    </message>
    <message>
        <source>Training images</source>
        <translation>训练图像</translation>
    </message>
    <message>
        <source>&amp;Model</source>
        <translation>模型(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Compare with</source>
        <translation>对比(&amp;C)</translation>
    </message>
    <message>
        <source>no other model</source>
        <translation>无其他模型</translation>
    </message>
    <message>
        <source>&amp;Start</source>
        <translation>开始(&amp;S)</translation>
    </message>
    <message>
        <source>C&amp;ancel</source>
        <translation>取消(&amp;A)</translation>
    </message>
    <message>
        <source>Progress of the evaluation</source>
        <translation>评估进度</translation>
    </message>
    <message>
        <source>What the data set holds</source>
        <translation>数据集的内容</translation>
    </message>
    <message>
        <source>Warnings</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>Problems of the data set</source>
        <translation>数据集的问题</translation>
    </message>
    <message>
        <source>State of the evaluation</source>
        <translation>评估状态</translation>
    </message>
    <message>
        <source>Score of an ima&amp;ge</source>
        <translation>图像得分(&amp;G)</translation>
    </message>
    <message>
        <source>as published</source>
        <translation>按论文代码</translation>
    </message>
    <message>
        <source>the model&apos;s own, by which verdicts are given</source>
        <translation>模型自己的，判定以此为准</translation>
    </message>
    <message>
        <source>Ta&amp;ke off what good ones show</source>
        <translation>减去良品共有的热度(&amp;K)</translation>
    </message>
    <message>
        <source>From at least five good training images of a product it is learned what good parts show at each place, and taken off:
what the recipe&apos;s “Good parts” are worth for this product. Figures are not zero-shot then.</source>
        <translation>从产品的至少五张良品训练图像学习良品在每个位置的表现，并将其减去：
由此可知配方中的“良品”对该产品有多大作用。此时的数值不是零样本结果。</translation>
    </message>
</context>
<context>
    <name>app::EvaluationTableModel</name>
    <message>
        <source>pixel IoU</source>
        <translation>像素 IoU</translation>
    </message>
    <message>
        <source>Area under the ROC of all pixels</source>
        <translation>全部像素的 ROC 下面积</translation>
    </message>
    <message>
        <source>Per-region overlap as the published code counts it, up to a false positive rate of 0.3</source>
        <translation>按论文代码计算的区域重叠率，假阳性率至 0.3</translation>
    </message>
    <message>
        <source>Per-region overlap as MVTec counts it, up to a false positive rate of 0.3</source>
        <translation>按 MVTec 定义计算的区域重叠率，假阳性率至 0.3</translation>
    </message>
    <message>
        <source>Average precision of all pixels</source>
        <translation>全部像素的平均精度</translation>
    </message>
    <message>
        <source>Greatest F1 of all pixels over every limit</source>
        <translation>全部像素在各限值下的最大 F1</translation>
    </message>
    <message>
        <source>Intersection over union of the pixels at the limit of the greatest F1</source>
        <translation>最大 F1 限值处像素的交并比</translation>
    </message>
    <message>
        <source>Area under the ROC of the image scores</source>
        <translation>图像得分的 ROC 下面积</translation>
    </message>
    <message>
        <source>Average precision of the image scores</source>
        <translation>图像得分的平均精度</translation>
    </message>
    <message>
        <source>Greatest F1 of the image scores over every limit</source>
        <translation>图像得分在各限值下的最大 F1</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>平均</translation>
    </message>
    <message>
        <source>unnamed</source>
        <translation>未命名</translation>
    </message>
    <message>
        <source>%1: second minus first, in points of per cent</source>
        <translation>%1：第二减第一，单位百分点</translation>
    </message>
    <message>
        <source>%1, in per cent</source>
        <translation>%1，单位 %</translation>
    </message>
    <message>
        <source>Defect</source>
        <translation>缺陷</translation>
    </message>
    <message>
        <source>Product</source>
        <translation>产品</translation>
    </message>
    <message>
        <source>images</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>anomalous</source>
        <translation>异常</translation>
    </message>
</context>
<context>
    <name>app::ExportDialog</name>
    <message>
        <source>There is none: inspections aren&apos;t kept.</source>
        <translation>没有：检测结果未保存。</translation>
    </message>
    <message>
        <source>Not where something is left out: it holds paths and names.</source>
        <translation>略去内容时不可用：其中含有路径和名称。</translation>
    </message>
    <message>
        <source>A copy of all that was ever inspected and said. For SQLite.</source>
        <translation>所有检测与判定的副本。用于 SQLite。</translation>
    </message>
    <message>
        <source>Nothing has been inspected yet.</source>
        <translation>尚未检测任何零件。</translation>
    </message>
    <message>
        <source>There are no such parts.</source>
        <translation>没有这样的零件。</translation>
    </message>
    <message>
        <source>Nothing is chosen.</source>
        <translation>未选择任何内容。</translation>
    </message>
    <message>
        <source>No folder is chosen.</source>
        <translation>未选择文件夹。</translation>
    </message>
    <message>
        <source>%1 of %2 parts are done.</source>
        <translation>已完成 %1/%2 个零件。</translation>
    </message>
    <message numerus="yes">
        <source>%n more, all of them in export.json.</source>
        <translation>
            <numerusform>另有 %n 项，全部见 export.json。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) written.</source>
        <translation>
            <numerusform>已写入 %n 个文件。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n thing(s) could not be exported:</source>
        <translation>
            <numerusform>%n 项无法导出：</numerusform>
        </translation>
    </message>
    <message>
        <source>“%1” is there already and is not an export&apos;s. Nothing was written. Choose another folder, or an empty one.</source>
        <translation>“%1”已存在且不是导出所写。未写入任何内容。请选择其他文件夹或空文件夹。</translation>
    </message>
    <message>
        <source>Cancelled. Files of parts that were done stay in the folder; tables are as they were before.</source>
        <translation>已取消。已完成零件的文件保留在文件夹中；表格保持原样。</translation>
    </message>
    <message>
        <source>Export folder</source>
        <translation>导出文件夹</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>E&amp;verything</source>
        <translation>全部(&amp;V)</translation>
    </message>
    <message>
        <source>P&amp;arts:</source>
        <translation>零件(&amp;A)：</translation>
    </message>
    <message>
        <source>&amp;Names:</source>
        <translation>名称(&amp;N)：</translation>
    </message>
    <message>
        <source>As they are shown, with folders</source>
        <translation>按显示，含文件夹</translation>
    </message>
    <message>
        <source>Files, without folders</source>
        <translation>仅文件名，不含文件夹</translation>
    </message>
    <message>
        <source>Numbers instead of names</source>
        <translation>以编号代替名称</translation>
    </message>
    <message>
        <source>Leave out &amp;when files were changed</source>
        <translation>略去文件修改时间(&amp;W)</translation>
    </message>
    <message>
        <source>Leave out who &amp;reviewed</source>
        <translation>略去复核人员(&amp;R)</translation>
    </message>
    <message>
        <source>Pictures hold no EXIF data. Only the copy of the history tells where on this computer parts lie.</source>
        <translation>图片不含 EXIF 数据。只有历史副本会说明零件在此计算机上的位置。</translation>
    </message>
    <message>
        <source>&amp;Folder:</source>
        <translation>文件夹(&amp;F)：</translation>
    </message>
    <message>
        <source>Choose a folder, or drop one here</source>
        <translation>选择文件夹，或拖放到此处</translation>
    </message>
    <message>
        <source>Files of an earlier export are replaced, all others stay as they are.</source>
        <translation>先前导出的文件会被替换，其他文件保持原样。</translation>
    </message>
    <message>
        <source>&amp;Open Folder</source>
        <translation>打开文件夹(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Export</source>
        <translation>导出(&amp;E)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>&amp;Table of parts</source>
        <translation>零件表(&amp;T)</translation>
    </message>
    <message>
        <source>A line for each part: verdicts, score, counts, review. For Excel, LibreOffice, pandas.</source>
        <translation>每个零件一行：判定、得分、数量、复核。用于 Excel、LibreOffice、pandas。</translation>
    </message>
    <message>
        <source>Table of &amp;defects</source>
        <translation>缺陷表(&amp;D)</translation>
    </message>
    <message>
        <source>A line for each defect: size, place, class, zone. For the same.</source>
        <translation>每处缺陷一行：尺寸、位置、类别、分区。用途同上。</translation>
    </message>
    <message>
        <source>Report as &amp;JSON</source>
        <translation>JSON 报告(&amp;J)</translation>
    </message>
    <message>
        <source>All figures, the recipe and the review log, sealed. For programs.</source>
        <translation>所有数据、配方和复核日志，已封存。供程序使用。</translation>
    </message>
    <message>
        <source>&amp;COCO</source>
        <translation>&amp;COCO</translation>
    </message>
    <message>
        <source>Outlines of all defects in one file. For training, FiftyOne, CVAT.</source>
        <translation>所有缺陷的轮廓在一个文件中。用于训练、FiftyOne、CVAT。</translation>
    </message>
    <message>
        <source>&amp;labelme</source>
        <translation>&amp;labelme</translation>
    </message>
    <message>
        <source>A file of outlines for each part. For labelme, X-AnyLabeling.</source>
        <translation>每个零件一个轮廓文件。用于 labelme、X-AnyLabeling。</translation>
    </message>
    <message>
        <source>&amp;Masks</source>
        <translation>掩膜(&amp;M)</translation>
    </message>
    <message>
        <source>A grey picture of each part: 0 background, 128 review, 255 fail. PNG.</source>
        <translation>每个零件一幅灰度图：0 背景，128 复核，255 不合格。PNG。</translation>
    </message>
    <message>
        <source>Overla&amp;ys</source>
        <translation>叠加图(&amp;Y)</translation>
    </message>
    <message>
        <source>Each part&apos;s picture with heat and outlines, at full size. PNG.</source>
        <translation>每个零件的原尺寸图片，带热图和轮廓。PNG。</translation>
    </message>
    <message>
        <source>&amp;Heat maps</source>
        <translation>热图(&amp;H)</translation>
    </message>
    <message>
        <source>Each part&apos;s heat in numbers from 0 to 1: float TIFF. For ImageJ, Python.</source>
        <translation>每个零件的热图数值，0 到 1：浮点 TIFF。用于 ImageJ、Python。</translation>
    </message>
    <message>
        <source>H&amp;istory</source>
        <translation>历史(&amp;I)</translation>
    </message>
    <message>
        <source>All inspected parts (%1)</source>
        <translation>所有已检测的零件（%1）</translation>
    </message>
    <message>
        <source>Those that the list shows (%1)</source>
        <translation>列表所示的零件（%1）</translation>
    </message>
    <message>
        <source>Those that fail in the end (%1)</source>
        <translation>最终不合格的零件（%1）</translation>
    </message>
</context>
<context>
    <name>app::ExportPresenter</name>
    <message>
        <source>Waiting until every part is judged under the present limits…</source>
        <translation>正在等待所有零件按当前限值判定…</translation>
    </message>
    <message>
        <source>Waiting for the review log…</source>
        <translation>正在等待复核日志…</translation>
    </message>
    <message numerus="yes">
        <source>%n thing(s) said in reviews couldn&apos;t be written to the review log yet: its rows in the export lack them.</source>
        <translation>
            <numerusform>有 %n 条复核内容尚未写入复核日志：导出的条目中没有它们。</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing was exported: there are no such parts any more.</source>
        <translation>未导出任何内容：已没有这样的零件。</translation>
    </message>
    <message>
        <source>Nothing was exported: the parts, the model, the recipe or its tiles have changed meanwhile. Start the export again.</source>
        <translation>未导出任何内容：零件、模型、配方或其分块在此期间已改变。请重新导出。</translation>
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
    <message>
        <source>Images (*.png *.jpg *.jpeg *.bmp *.tif *.tiff *.webp);;All files (*)</source>
        <translation>图像 (*.png *.jpg *.jpeg *.bmp *.tif *.tiff *.webp);;所有文件 (*)</translation>
    </message>
</context>
<context>
    <name>app::FineTuneDialog</name>
    <message>
        <source>Data set</source>
        <translation>数据集</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>正在停止…</translation>
    </message>
    <message>
        <source>No model is loaded.</source>
        <translation>未加载模型。</translation>
    </message>
    <message>
        <source>A folder with good and defective images and masks of the defects: MVTec AD, VisA and a dozen others, or your own.</source>
        <translation>一个含良品图像、缺陷品图像和缺陷掩膜的文件夹：MVTec AD、VisA 及其他十余种布局，或您自己的数据。</translation>
    </message>
    <message>
        <source>&amp;Go On</source>
        <translation>继续(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>暂停(&amp;P)</translation>
    </message>
    <message>
        <source>Starting: the data set is read and the model is loaded.</source>
        <translation>正在开始：读取数据集并加载模型。</translation>
    </message>
    <message>
        <source>Paused. The training keeps its memory; “Go On” continues at once.</source>
        <translation>已暂停。训练保留其内存；点击“继续”即可立刻继续。</translation>
    </message>
    <message>
        <source>Epoch %1 of %2, step %3 of %4, loss %5. %6</source>
        <translation>周期 %1/%2，步骤 %3/%4，损失 %5。%6</translation>
    </message>
    <message>
        <source>Judging validation image %1 of %2…</source>
        <translation>正在评判验证图像 %1/%2…</translation>
    </message>
    <message>
        <source>The validation images can&apos;t tell whether the trained model is better: they need good and defective parts with masks.</source>
        <translation>验证图像无法说明训练后的模型是否更好：需要良品和带掩膜的缺陷品。</translation>
    </message>
    <message>
        <source>Better on the validation images: pixel AP %1, before %2.</source>
        <translation>在验证图像上更好：像素 AP %1，之前 %2。</translation>
    </message>
    <message>
        <source>Not better on the validation images: pixel AP %1, before %2. Discarding it is the safe choice.</source>
        <translation>在验证图像上没有变好：像素 AP %1，之前 %2。放弃它是稳妥的选择。</translation>
    </message>
    <message>
        <source>Image AUROC %1, before %2.</source>
        <translation>图像 AUROC %1，之前 %2。</translation>
    </message>
    <message>
        <source>The images are too few to tell the two models&apos; verdicts apart (McNemar&apos;s test, p = %1).</source>
        <translation>图像太少，无法区分两个模型的判定（McNemar 检验，p = %1）。</translation>
    </message>
    <message>
        <source>Ended early after epoch %1: it got no better. Epoch %2 was the best and is kept.</source>
        <translation>在周期 %1 后提前结束：不再改进。周期 %2 最佳，已保留。</translation>
    </message>
    <message>
        <source>Done: %1 epochs. Epoch %2 was the best and is kept.</source>
        <translation>完成：%1 个周期。周期 %2 最佳，已保留。</translation>
    </message>
    <message>
        <source>Stopped. What it had learned up to the last whole epoch is kept: start it again with the same settings to go on.</source>
        <translation>已停止。到最后一个完整周期为止学到的内容已保留：以相同设置再次开始即可继续。</translation>
    </message>
    <message>
        <source>Fine-Tune</source>
        <translation>微调</translation>
    </message>
    <message>
        <source>Begins with</source>
        <translation>起始模型</translation>
    </message>
    <message>
        <source>&amp;Data set</source>
        <translation>数据集(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Name of the new model</source>
        <translation>新模型的名称(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Epochs</source>
        <translation>周期数(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Images a step</source>
        <translation>每步图像数(&amp;I)</translation>
    </message>
    <message>
        <source>&amp;Learning rate</source>
        <translation>学习率(&amp;L)</translation>
    </message>
    <message>
        <source>never</source>
        <translation>从不</translation>
    </message>
    <message>
        <source>after </source>
        <comment>followed by a number of epochs</comment>
        <translation>连续 </translation>
    </message>
    <message>
        <source> epochs without a better one</source>
        <translation> 个周期没有改进后</translation>
    </message>
    <message>
        <source>Share of the data set that is not learned from: the training is judged by it.</source>
        <translation>数据集中不用于学习的部分：用来评判训练。</translation>
    </message>
    <message>
        <source>Published: 0.00004, for MVTec AD 0.00002. Higher learns faster and forgets more.</source>
        <translation>论文代码：0.00004，MVTec AD 为 0.00002。更高则学得更快，也忘得更多。</translation>
    </message>
    <message>
        <source>&amp;Start</source>
        <translation>开始(&amp;S)</translation>
    </message>
    <message>
        <source>St&amp;op</source>
        <translation>停止(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Keep and Use</source>
        <translation>保留并使用(&amp;K)</translation>
    </message>
    <message>
        <source>Disca&amp;rd</source>
        <translation>放弃(&amp;R)</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Vary the images while learning (turned, brighter, noisier, &amp;blurred)</source>
        <translation>学习时变换图像（旋转、亮度、噪声、模糊）(&amp;B)</translation>
    </message>
    <message>
        <source>Drop a folder here</source>
        <translation>将文件夹拖放到此处</translation>
    </message>
    <message>
        <source>Checking: the data set is read, and a step is tried.</source>
        <translation>正在检查：读取数据集并试算一步。</translation>
    </message>
    <message>
        <source>Checked: this machine may have too little memory for it.</source>
        <translation>已检查：本机内存可能不足。</translation>
    </message>
    <message>
        <source>Checked: ready to start.</source>
        <translation>已检查：可以开始。</translation>
    </message>
    <message>
        <source>The check was stopped.</source>
        <translation>检查已停止。</translation>
    </message>
    <message>
        <source>Take the Re&amp;viewed Parts of the History</source>
        <translation>使用历史中的已复核零件(&amp;V)</translation>
    </message>
    <message>
        <source>What people have said on the desk, by label or verdict, becomes a data set. Masks are taken from where the parts&apos; data sets keep them.</source>
        <translation>人员在工作台上给出的标注或判定成为数据集。掩膜取自零件所属数据集的存放处。</translation>
    </message>
    <message>
        <source>Valida&amp;tion</source>
        <translation>验证(&amp;T)</translation>
    </message>
    <message>
        <source>Stop earl&amp;y</source>
        <translation>提前停止(&amp;Y)</translation>
    </message>
    <message>
        <source>&amp;Check</source>
        <translation>检查(&amp;C)</translation>
    </message>
    <message>
        <source>Reads the data and tries a step: what it holds, and how much memory and time the training would take. Nothing is trained.</source>
        <translation>读取数据并试算一步：说明其内容以及训练所需的内存和时间。不进行训练。</translation>
    </message>
    <message>
        <source>Worse on the validation images. Discarding it is the safe choice.</source>
        <translation>在验证图像上更差。放弃它是稳妥的选择。</translation>
    </message>
    <message>
        <source>Pixel AP is better on the validation images, %1, before %2, but the verdicts are worse. Discarding it is the safe choice.</source>
        <translation>验证图像上的像素 AP 更好（%1，之前 %2），但判定更差。放弃它是稳妥的选择。</translation>
    </message>
    <message>
        <source>Its verdicts are better: right only now %1, right only before %2 (McNemar&apos;s test, p = %3).</source>
        <translation>其判定更好：仅现在正确 %1，仅之前正确 %2（McNemar 检验，p = %3）。</translation>
    </message>
    <message>
        <source>Its verdicts are worse: right only now %1, right only before %2 (McNemar&apos;s test, p = %3).</source>
        <translation>其判定更差：仅现在正确 %1，仅之前正确 %2（McNemar 检验，p = %3）。</translation>
    </message>
</context>
<context>
    <name>app::FineTunePresenter</name>
    <message numerus="yes">
        <source>Memory ran out: from now on %n image(s) go through the model at once. The steps stay the same.</source>
        <translation>
            <numerusform>内存不足：从现在起每次有 %n 张图像通过模型。训练步骤不变。</numerusform>
        </translation>
    </message>
    <message>
        <source>Looking at the folder…</source>
        <translation>正在查看文件夹…</translation>
    </message>
    <message>
        <source>Layout %1: %2 with %3, %4 of them defective, %5 with a mask.</source>
        <translation>布局 %1：%2，%3，其中 %4 张有缺陷，%5 张带掩膜。</translation>
    </message>
    <message numerus="yes">
        <source>%n product(s)</source>
        <translation>
            <numerusform>%n 种产品</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n image(s)</source>
        <translation>
            <numerusform>%n 张图像</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n defective image(s) have no mask and are left out.</source>
        <translation>
            <numerusform>%n 张有缺陷的图像没有掩膜，将被略去。</numerusform>
        </translation>
    </message>
    <message>
        <source>Only boxes say where the defects are: the model would learn boxes.</source>
        <translation>只有方框说明缺陷位置：模型会学到方框。</translation>
    </message>
    <message>
        <source>Without masks there is nothing to learn from.</source>
        <translation>没有掩膜就没有可学习的内容。</translation>
    </message>
    <message>
        <source>The model “%1” is kept and in use.</source>
        <translation>模型“%1”已保留并投入使用。</translation>
    </message>
    <message>
        <source>Discarded. The model used so far stays in use.</source>
        <translation>已放弃。继续使用之前的模型。</translation>
    </message>
    <message>
        <source>Gathering the reviewed parts…</source>
        <translation>正在收集已复核零件…</translation>
    </message>
    <message>
        <source>The model “%1” is kept. The desk is locked: the model used so far stays in use.</source>
        <translation>模型“%1”已保留。工作台已锁定：继续使用原来的模型。</translation>
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
        <translation>缺陷品</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>零件</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>之前</translation>
    </message>
    <message>
        <source>After</source>
        <translation>之后</translation>
    </message>
    <message>
        <source>Region score</source>
        <translation>区域得分</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>标注</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
</context>
<context>
    <name>app::GaugeDialog</name>
    <message>
        <source>pictures of “%1”</source>
        <translation>“%1”的图像</translation>
    </message>
    <message>
        <source>Waiting for the inspection</source>
        <translation>等待检测</translation>
    </message>
    <message>
        <source>The study stands here as soon as its last picture is inspected.</source>
        <translation>最后一张图像检测完后，研究结果将显示在这里。</translation>
    </message>
    <message>
        <source>How repeatable is the measuring?</source>
        <translation>测量的重复性如何？</translation>
    </message>
    <message>
        <source>Take pictures of some ten parts, good and defective ones, each of them two or three times: take the part out and put it in anew in between, as is done day by day. Where several people or stations do so, let each of them do it. Name the pictures by part, appraiser and time, such as “gear-07_anna_2.png”, open their folder and say above what the names are like.</source>
        <translation>拍摄约十个零件（良品和不良品都要有），每个拍两三次：每次之间取出零件再重新放入，与日常操作相同。若由多人或多个工位操作，请每人或每个工位都拍。按零件、评价人和次数给图像命名，例如“gear-07_anna_2.png”，打开其所在文件夹，并在上方说明命名方式。</translation>
    </message>
    <message>
        <source>Gauge Study</source>
        <translation>量具研究</translation>
    </message>
    <message>
        <source>&amp;Names</source>
        <translation>文件名(&amp;N)</translation>
    </message>
    <message>
        <source>What the names of the pictures are like, without the ending: {part}, {appraiser} and {trial} stand for what differs, * for anything.
Folders are part of a name: {appraiser}/{part}_{trial}.</source>
        <translation>图像的命名方式，不含扩展名：{part}、{appraiser} 和 {trial} 代表变化的部分（零件、评价人、次数），* 代表任意内容。
文件夹也是名称的一部分：{appraiser}/{part}_{trial}。</translation>
    </message>
    <message>
        <source>&amp;Measure</source>
        <translation>测量量(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Tolerance</source>
        <translation>公差(&amp;T)</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>What the measure may differ by, upper minus lower limit: the measuring is held against it, too</source>
        <translation>测量量允许的变动范围（上限减下限）：测量也与它比较</translation>
    </message>
    <message>
        <source>Gauge R&amp;&amp;R</source>
        <translation>量具 R&amp;&amp;R</translation>
    </message>
    <message>
        <source>Analysis of Variance</source>
        <translation>方差分析</translation>
    </message>
    <message>
        <source>Verdicts</source>
        <translation>判定</translation>
    </message>
    <message>
        <source>Enter or a double click shows a part&apos;s pictures in the list</source>
        <translation>按 Enter 或双击，在列表中显示该零件的图像</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>导出(&amp;E)…</translation>
    </message>
    <message>
        <source>All values of the study as a table (CSV)</source>
        <translation>研究的全部数值，表格 (CSV)</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>&amp;Report…</source>
        <translation>报告(&amp;R)…</translation>
    </message>
    <message>
        <source>The study, the recipe and the verdicts as a sealed PDF</source>
        <translation>研究、配方和判定，保存为带封印的 PDF</translation>
    </message>
    <message numerus="yes">
        <source>%n part(s) are judged anew: what stands here is of the limits before.</source>
        <translation>
            <numerusform>正在重新判定 %n 个零件：此处显示的是按先前限值的结果。</numerusform>
        </translation>
    </message>
    <message>
        <source>The inspection stands still</source>
        <translation>检测已停止</translation>
    </message>
    <message>
        <source>The study needs all of its pictures: inspect the remaining ones (Inspect menu).</source>
        <translation>研究需要全部图像：请检测剩余的图像（“检测”菜单）。</translation>
    </message>
</context>
<context>
    <name>app::GaugePresenter</name>
    <message>
        <source>Export the Study</source>
        <translation>导出研究</translation>
    </message>
    <message>
        <source>Tables (*.csv)</source>
        <translation>表格 (*.csv)</translation>
    </message>
    <message>
        <source>The study could not be exported. %1</source>
        <translation>无法导出研究。%1</translation>
    </message>
    <message>
        <source>Values written to “%1”: %2</source>
        <translation>已写入“%1”的数值：%2</translation>
    </message>
    <message numerus="yes">
        <source>Saved as “%1”, %n page(s).</source>
        <translation>
            <numerusform>已保存为“%1”，共 %n 页。</numerusform>
        </translation>
    </message>
    <message>
        <source>The report could not be written. %1</source>
        <translation>无法写入报告。%1</translation>
    </message>
    <message>
        <source>Save the Report of the Study</source>
        <translation>保存研究报告</translation>
    </message>
    <message>
        <source>PDF (*.pdf)</source>
        <translation>PDF (*.pdf)</translation>
    </message>
    <message>
        <source>Waiting until every part is judged under the present limits…</source>
        <translation>正在等待所有零件按当前限值完成判定…</translation>
    </message>
    <message>
        <source>There is no study to report any more.</source>
        <translation>已没有可报告的研究。</translation>
    </message>
    <message>
        <source>Nothing was saved: the parts, the model, the recipe or its tiles have changed meanwhile. Save the report again.</source>
        <translation>未保存任何内容：零件、模型、配方或其分块在此期间已改变。请重新保存报告。</translation>
    </message>
    <message>
        <source>Writing the report…</source>
        <translation>正在写入报告…</translation>
    </message>
    <message>
        <source>The study could not be worked out. %1</source>
        <translation>无法计算研究。%1</translation>
    </message>
    <message>
        <source>The review log couldn&apos;t be read, and the report leaves it out. %1</source>
        <translation>无法读取复核日志，报告中没有它。%1</translation>
    </message>
    <message>
        <source>Waiting for the review log…</source>
        <translation>正在等待复核日志…</translation>
    </message>
    <message numerus="yes">
        <source>%n thing(s) said in reviews couldn&apos;t be written to the review log yet: the report&apos;s entries lack them.</source>
        <translation>
            <numerusform>有 %n 条复核内容尚未写入复核日志：报告的条目中没有它们。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>app::HistoryPresenter</name>
    <message>
        <source>The history can&apos;t be written. %1 What you say is kept meanwhile and written as soon as it works.</source>
        <translation>无法写入历史记录。%1 在此期间您的操作会保留，一旦可以写入就会写入。</translation>
    </message>
    <message>
        <source>The history was damaged. It lies now at “%1”, nothing was deleted, and a new one was begun.</source>
        <translation>历史记录已损坏，现存放于“%1”；没有删除任何内容，并已新建历史记录。</translation>
    </message>
    <message>
        <source>The history was brought up to date. The one before lies at “%1”.</source>
        <translation>历史记录已更新到新版本。之前的历史记录存放于“%1”。</translation>
    </message>
    <message>
        <source>Not everything is saved</source>
        <translation>尚有内容未保存</translation>
    </message>
    <message numerus="yes">
        <source>%n thing(s) that you said can&apos;t be written to the history.</source>
        <translation>
            <numerusform>有 %n 项复核内容无法写入历史记录。</numerusform>
        </translation>
    </message>
    <message>
        <source>Make room on the disk and cancel, or close without them.</source>
        <translation>请腾出磁盘空间并取消，或放弃这些内容直接关闭。</translation>
    </message>
    <message>
        <source>Close Anyway</source>
        <translation>仍然关闭</translation>
    </message>
    <message>
        <source>Review Log</source>
        <translation>复核日志</translation>
    </message>
    <message>
        <source>Inspections can&apos;t be kept. %1 They are shown all the same, and kept as soon as it works.</source>
        <translation>检测结果无法保存。%1 结果照常显示，一旦可以写入就会保存。</translation>
    </message>
    <message>
        <source>The review log isn&apos;t as this program left it. %1</source>
        <translation>复核日志与本程序留下的不一致。%1</translation>
    </message>
</context>
<context>
    <name>app::JudgingBench</name>
    <message>
        <source>Scores</source>
        <translation>得分</translation>
    </message>
    <message>
        <source>Trend</source>
        <translation>趋势</translation>
    </message>
    <message>
        <source>Pareto</source>
        <translation>帕累托</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Sizes</source>
        <translation>尺寸</translation>
    </message>
    <message>
        <source>All Defects</source>
        <translation>所有缺陷</translation>
    </message>
    <message>
        <source>Your Name</source>
        <translation>您的姓名</translation>
    </message>
    <message>
        <source>Every verdict of yours is kept in the review log under this name:</source>
        <translation>您的每次判定都以此姓名记入复核日志：</translation>
    </message>
</context>
<context>
    <name>app::LabelNextDialog</name>
    <message>
        <source>Number</source>
        <translation>数量</translation>
    </message>
    <message>
        <source>Drawn, labelled</source>
        <translation>已抽取并标注</translation>
    </message>
    <message>
        <source>Of these</source>
        <translation>其中</translation>
    </message>
    <message>
        <source>Of all, with 95 % confidence</source>
        <translation>全部中（置信度 95 %）</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>3 defective</comment>
        <translation>%1 个%2</translation>
    </message>
    <message>
        <source>&amp;Show the Next</source>
        <translation>显示下一批(&amp;S)</translation>
    </message>
    <message numerus="yes">
        <source>&amp;Show the Next %n</source>
        <translation>
            <numerusform>显示接下来的 %n 个(&amp;S)</numerusform>
        </translation>
    </message>
    <message>
        <source>No parts are open: open a folder first.</source>
        <translation>没有打开的零件：请先打开文件夹。</translation>
    </message>
    <message>
        <source>Label them in the main window: G good, B defective, U takes a label back.</source>
        <translation>请在主窗口中标注：G 良品，B 缺陷品，U 撤销标注。</translation>
    </message>
    <message>
        <source>There are none of these parts.</source>
        <translation>没有这样的零件。</translation>
    </message>
    <message numerus="yes">
        <source>To show that at most %1 of these parts are %2, label %n more drawn one(s), if none of them is.</source>
        <translation>
            <numerusform>要证实这些零件中至多 %1 个为%2，还需标注抽取的 %n 个，且其中没有一个是。</numerusform>
        </translation>
    </message>
    <message>
        <source>Label Next</source>
        <translation>接下来标注</translation>
    </message>
    <message>
        <source>&amp;Label</source>
        <translation>标注(&amp;L)</translation>
    </message>
    <message>
        <source>parts that pass, drawn by chance</source>
        <translation>合格的零件，随机抽取</translation>
    </message>
    <message>
        <source>parts to be reviewed, drawn by chance</source>
        <translation>待复核的零件，随机抽取</translation>
    </message>
    <message>
        <source>parts that fail, drawn by chance</source>
        <translation>不合格的零件，随机抽取</translation>
    </message>
    <message>
        <source>all parts, drawn by chance</source>
        <translation>所有零件，随机抽取</translation>
    </message>
    <message>
        <source>parts nearest to the fail limit</source>
        <translation>最接近不合格限值的零件</translation>
    </message>
    <message>
        <source>&amp;At a time</source>
        <translation>每次(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Goal: at most</source>
        <translation>目标：至多(&amp;G)</translation>
    </message>
    <message>
        <source> %</source>
        <translation> %</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>What the labels say of all parts</source>
        <translation>标注对全部零件的说明</translation>
    </message>
    <message>
        <source>More of these parts are known to be %2 than the goal allows: with these limits it isn&apos;t reached.</source>
        <translation>已知为%2的零件数超过目标允许的数量：在目前的限值下达不到目标。</translation>
    </message>
    <message>
        <source>It is known that at most %1 of these parts are %2.</source>
        <translation>已知这些零件中至多 %1 个为%2。</translation>
    </message>
    <message>
        <source>It is known that none of these parts is %2.</source>
        <translation>已知这些零件中没有%2。</translation>
    </message>
    <message numerus="yes">
        <source>To show that none of these parts is %2, label %n more drawn one(s), if none of them is.</source>
        <translation>
            <numerusform>要证实这些零件中没有%2，还需标注抽取的 %n 个，且其中没有一个是。</numerusform>
        </translation>
    </message>
    <message>
        <source>Parts</source>
        <translation>零件</translation>
    </message>
    <message>
        <source>No part has a verdict yet.</source>
        <translation>尚无任何零件有判定。</translation>
    </message>
    <message>
        <source>Every part with a verdict has a label.</source>
        <translation>每个有判定的零件都已标注。</translation>
    </message>
    <message>
        <source>Labels of parts near the limit tell where it belongs. As a sample they count only once their turn in the draw has come.</source>
        <translation>限值附近零件的标注可说明限值应设在哪里。只有轮到抽取时，它们才算作样本。</translation>
    </message>
    <message numerus="yes">
        <source>%n part(s) without a verdict count nowhere.</source>
        <translation>
            <numerusform>有 %n 个零件没有判定，未计入任何一栏。</numerusform>
        </translation>
    </message>
    <message>
        <source>It is shown with 95 % confidence that at most %1 of these parts are %2.</source>
        <translation>已以 95 % 的置信度证实，这些零件中至多 %1 个为%2。</translation>
    </message>
    <message>
        <source>It is shown with 95 % confidence that none of these parts is %2.</source>
        <translation>已以 95 % 的置信度证实，这些零件中没有%2。</translation>
    </message>
    <message numerus="yes">
        <source>%n labelled part(s) wait for their turn in the draw, behind “%1”.</source>
        <translation>
            <numerusform>有 %n 个已标注的零件排在“%1”之后，等待轮到抽取。</numerusform>
        </translation>
    </message>
    <message>
        <source>A few parts drawn by chance and labelled tell how many of all escape. Who is drawn follows from the files themselves: it is the same on every desk and nobody can choose. A label that was given for another reason counts once its turn has come. Limits may move, the draw goes on from what has a label; but zones, areas or maps that are fitted to the drawn parts make them say nothing of the others.</source>
        <translation>随机抽取少量零件并标注，即可得知全部零件中有多少漏检。抽取哪些由文件本身决定：在每台电脑上都相同，任何人都无法挑选。因其他原因给出的标注，轮到时才计入。限值可以变动，抽取从已有标注处继续；但若按抽取的零件去调整分区、面积或图，它们就不再能说明其他零件。</translation>
    </message>
    <message>
        <source>How many of the parts drawn from may be what is looked for: the fewer, the more have to be labelled. It takes some more than the table&apos;s bound, so that it may be looked at after every label.</source>
        <translation>所抽取的零件中允许有多少是要找的：越少，需要标注的越多。比表中的界限要求略多，因此每标注一个后都可以查看。</translation>
    </message>
</context>
<context>
    <name>app::LabelNextPresenter</name>
    <message>
        <source>nearest to the fail limit</source>
        <translation>最接近不合格限值</translation>
    </message>
    <message>
        <source>drawn from: %1</source>
        <translation>抽自：%1</translation>
    </message>
</context>
<context>
    <name>app::LimitSampleDialog</name>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>not classified</source>
        <translation>未分类</translation>
    </message>
    <message>
        <source>Still good: %1</source>
        <translation>仍合格：%1</translation>
    </message>
    <message>
        <source>No longer good: %1</source>
        <translation>不再合格：%1</translation>
    </message>
    <message>
        <source>There are no limit samples yet.</source>
        <translation>还没有限度样品。</translation>
    </message>
    <message>
        <source>Choose a sample above.</source>
        <translation>请在上面选择一个样品。</translation>
    </message>
    <message>
        <source>Its part is not among those that are open.</source>
        <translation>它的零件不在已打开的零件中。</translation>
    </message>
    <message>
        <source>It &amp;Is Still Good</source>
        <translation>改为仍合格(&amp;I)</translation>
    </message>
    <message>
        <source>It &amp;Is No Longer Good</source>
        <translation>改为不再合格(&amp;I)</translation>
    </message>
    <message>
        <source>A square is %1 wide.</source>
        <translation>一格宽 %1。</translation>
    </message>
    <message>
        <source>Limit Samples</source>
        <translation>限度样品</translation>
    </message>
    <message>
        <source>What people have agreed on: with these regions a part is still good, with those it no longer is. They lie in the recipe, go where it goes, and judge nothing by themselves: they are for the eye, when a region is to be decided, and for whoever sets the limits.</source>
        <translation>大家一致认可的界限：有左边这些区域的零件仍合格，有右边那些区域的不再合格。它们保存在配方中，随配方一起走，本身不作任何判定：供需要判断某个区域的人目视比较，也供设置限值的人参考。</translation>
    </message>
    <message>
        <source>&amp;Class</source>
        <translation>类别(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;By</source>
        <translation>依据(&amp;B)</translation>
    </message>
    <message>
        <source>Sc&amp;ale</source>
        <translation>比例(&amp;A)</translation>
    </message>
    <message>
        <source>fitting</source>
        <translation>适合</translation>
    </message>
    <message>
        <source>One scale for all: the same length is as long in every square</source>
        <translation>所有样品同一比例：相同的长度在每一格中一样长</translation>
    </message>
    <message>
        <source>C&amp;orners</source>
        <translation>角标(&amp;O)</translation>
    </message>
    <message>
        <source>Corners around the region that is meant</source>
        <translation>所指区域四周的角标</translation>
    </message>
    <message>
        <source>Region in the main window</source>
        <translation>主窗口中的区域</translation>
    </message>
    <message>
        <source>Chosen sample</source>
        <translation>所选样品</translation>
    </message>
    <message>
        <source>Add as Still &amp;Good</source>
        <translation>添加为仍合格(&amp;G)</translation>
    </message>
    <message>
        <source>Add as &amp;No Longer Good</source>
        <translation>添加为不再合格(&amp;N)</translation>
    </message>
    <message>
        <source>Cla&amp;ss</source>
        <translation>类别(&amp;S)</translation>
    </message>
    <message>
        <source>No&amp;te</source>
        <translation>备注(&amp;T)</translation>
    </message>
    <message>
        <source>Sho&amp;w Part</source>
        <translation>显示零件(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>移除(&amp;R)</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Samples that are still good</source>
        <translation>仍合格的样品</translation>
    </message>
    <message>
        <source>Samples that are no longer good</source>
        <translation>不再合格的样品</translation>
    </message>
    <message>
        <source>None of this class</source>
        <translation>没有此类别的样品</translation>
    </message>
    <message>
        <source>Regions with which a part is still good</source>
        <translation>有这些区域的零件仍合格</translation>
    </message>
    <message>
        <source>Regions with which a part is no longer good</source>
        <translation>有这些区域的零件不再合格</translation>
    </message>
</context>
<context>
    <name>app::LimitSamplePresenter</name>
    <message>
        <source>still good</source>
        <translation>仍合格</translation>
    </message>
    <message>
        <source>no longer good</source>
        <translation>不再合格</translation>
    </message>
    <message>
        <source>%1: %2, since %3.</source>
        <comment>part, still good, date</comment>
        <translation>%1：%2，自 %3 起。</translation>
    </message>
    <message>
        <source>%1: %2, said %4 on %3.</source>
        <comment>part, still good, date, person</comment>
        <translation>%1：%2，由 %4 于 %3 认定。</translation>
    </message>
    <message>
        <source>Area %1, length %2, width %3, peak %4.</source>
        <translation>面积 %1，长度 %2，宽度 %3，峰值 %4。</translation>
    </message>
    <message>
        <source>Its picture in the recipe can&apos;t be read: remove it and add it again.</source>
        <translation>配方中的该图像无法读取：请移除后重新添加。</translation>
    </message>
    <message>
        <source>Without a model there is no recipe that samples could lie in.</source>
        <translation>没有模型就没有可存放样品的配方。</translation>
    </message>
    <message>
        <source>The desk is locked: samples can only be looked at.</source>
        <translation>工作台已锁定：样品只能查看。</translation>
    </message>
    <message numerus="yes">
        <source>A recipe holds %n limit sample(s) at most: remove one before you add another.</source>
        <translation>
            <numerusform>一个配方最多容纳 %n 个限度样品：请先移除一个再添加。</numerusform>
        </translation>
    </message>
    <message>
        <source>No part is open.</source>
        <translation>没有打开的零件。</translation>
    </message>
    <message>
        <source>This part has no verdict yet.</source>
        <translation>此零件还没有判定。</translation>
    </message>
    <message>
        <source>Nothing is found on this part.</source>
        <translation>此零件上没有发现任何区域。</translation>
    </message>
    <message>
        <source>The picture of this part isn&apos;t there.</source>
        <translation>此零件的图像不可用。</translation>
    </message>
    <message>
        <source>Region %1 of %2.</source>
        <translation>%2 的区域 %1。</translation>
    </message>
    <message>
        <source>%1 %2.</source>
        <comment>Area 12 px²</comment>
        <translation>%1 %2。</translation>
    </message>
    <message>
        <source>It is a sample itself: still good.</source>
        <translation>它本身就是样品：仍合格。</translation>
    </message>
    <message>
        <source>It is a sample itself: no longer good.</source>
        <translation>它本身就是样品：不再合格。</translation>
    </message>
    <message>
        <source>%1: %2.</source>
        <comment>part, still good</comment>
        <translation>%1：%2。</translation>
    </message>
</context>
<context>
    <name>app::LiveActions</name>
    <message>
        <source>Start</source>
        <translation>启动</translation>
    </message>
    <message>
        <source>Open the source and judge its pictures</source>
        <translation>打开图像源并判定其图像</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Stop and close the source</source>
        <translation>停止并关闭图像源</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Take no more pictures until it is pressed again</source>
        <translation>不再采集图像，直到再次按下</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>单步</translation>
    </message>
    <message>
        <source>While paused: take one picture</source>
        <translation>暂停时：采集一幅图像</translation>
    </message>
    <message>
        <source>Hold</source>
        <translation>保持</translation>
    </message>
    <message>
        <source>Keep the last judged picture in view; judging goes on</source>
        <translation>保持显示最近判定的图像；判定继续进行</translation>
    </message>
    <message>
        <source>Judge Now</source>
        <translation>立即判定</translation>
    </message>
    <message>
        <source>Judge the next picture as one part</source>
        <translation>将下一幅图像作为一个零件判定</translation>
    </message>
    <message>
        <source>Snapshot</source>
        <translation>快照</translation>
    </message>
    <message>
        <source>Save the picture in view with heat, map and verdict</source>
        <translation>保存当前显示的图像及其热图、热度数据和判定</translation>
    </message>
    <message>
        <source>Judged Only</source>
        <translation>仅已判定</translation>
    </message>
    <message>
        <source>Show judged pictures only, each with its own heat, instead of the running video</source>
        <translation>仅显示已判定的图像，各带自己的热图，而不是连续的视频</translation>
    </message>
    <message>
        <source>Heat</source>
        <translation>热图</translation>
    </message>
    <message>
        <source>Show the heat over the picture (Space)</source>
        <translation>在图像上显示热图（空格键）</translation>
    </message>
    <message>
        <source>Live Log</source>
        <translation>实时日志</translation>
    </message>
    <message>
        <source>List what was judged before</source>
        <translation>列出以前的判定</translation>
    </message>
</context>
<context>
    <name>app::LiveBanner</name>
    <message>
        <source>Change the settings and start again.</source>
        <translation>请更改设置后重新启动。</translation>
    </message>
    <message>
        <source>It is tried again by itself.</source>
        <translation>程序会自动重试。</translation>
    </message>
    <message>
        <source>Camera or light changed: good parts are no longer as bright or as sharp as the first ones.</source>
        <translation>相机或光照已改变：良品不再像最初那样明亮或清晰。</translation>
    </message>
    <message>
        <source>Good parts score otherwise than the first ones: the process changes, or what is seen of it.</source>
        <translation>良品的得分与最初的不同：工艺或拍摄到的内容正在变化。</translation>
    </message>
    <message>
        <source>Part %1</source>
        <translation>零件 %1</translation>
    </message>
    <message>
        <source>Frame %1</source>
        <translation>帧 %1</translation>
    </message>
    <message>
        <source>NOT JUDGED</source>
        <translation>未判定</translation>
    </message>
    <message>
        <source>READY</source>
        <translation>就绪</translation>
    </message>
    <message>
        <source>Waits for a part to come to rest in view.</source>
        <translation>等待零件在画面中静止。</translation>
    </message>
    <message>
        <source>Press T to judge what is in view.</source>
        <translation>按 T 判定画面中的内容。</translation>
    </message>
    <message>
        <source>Waits for the camera&apos;s trigger.</source>
        <translation>等待相机触发。</translation>
    </message>
    <message>
        <source>The first picture is being judged.</source>
        <translation>正在判定第一幅图像。</translation>
    </message>
    <message>
        <source>Waits for the first picture.</source>
        <translation>等待第一幅图像。</translation>
    </message>
    <message>
        <source>STOPPED</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>Choose a source and press Start.</source>
        <translation>请选择图像源并按“启动”。</translation>
    </message>
    <message>
        <source>STOPPING…</source>
        <translation>正在停止…</translation>
    </message>
    <message>
        <source>OPENING…</source>
        <translation>正在打开…</translation>
    </message>
    <message>
        <source>NO PICTURE</source>
        <translation>无图像</translation>
    </message>
    <message>
        <source>The camera is connected, but sends no picture. Check its trigger setting and the cable.</source>
        <translation>相机已连接，但没有发送图像。请检查其触发设置和线缆。</translation>
    </message>
    <message>
        <source>BLACK</source>
        <translation>黑屏</translation>
    </message>
    <message>
        <source>The picture is black: check the lens cap, the light and the exposure time.</source>
        <translation>图像全黑：请检查镜头盖、光照和曝光时间。</translation>
    </message>
    <message>
        <source>FROZEN</source>
        <translation>画面冻结</translation>
    </message>
    <message>
        <source>The camera sends the same picture again and again: unplug it and plug it in again, or restart it.</source>
        <translation>相机反复发送同一幅图像：请拔下后重新插上，或重新启动相机。</translation>
    </message>
    <message>
        <source>NO MODEL</source>
        <translation>无模型</translation>
    </message>
    <message>
        <source>The model is being loaded; pictures are judged as soon as it is there.</source>
        <translation>正在加载模型；加载完成后即开始判定图像。</translation>
    </message>
    <message>
        <source>PAUSED</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>Press P to go on.</source>
        <translation>按 P 继续。</translation>
    </message>
    <message>
        <source>END</source>
        <translation>已结束</translation>
    </message>
</context>
<context>
    <name>app::LiveEvents</name>
    <message>
        <source>Opened: %1, %2</source>
        <translation>已打开：%1，%2</translation>
    </message>
    <message>
        <source>The picture&apos;s size changed from %1 to %2. Zones are stretched to it.</source>
        <translation>图像尺寸由 %1 变为 %2。分区已随之拉伸。</translation>
    </message>
    <message>
        <source>No picture comes any more.</source>
        <translation>不再收到图像。</translation>
    </message>
    <message>
        <source>The end of the video.</source>
        <translation>视频已结束。</translation>
    </message>
    <message>
        <source>The clock jumped by %1 s: from now on times follow it as it is.</source>
        <translation>时钟跳变了 %1 秒：此后的时间以当前时钟为准。</translation>
    </message>
    <message>
        <source>Camera or light changed.</source>
        <translation>相机或光照已改变。</translation>
    </message>
    <message>
        <source>Good parts score otherwise than the first ones.</source>
        <translation>良品的得分与最初的不同。</translation>
    </message>
</context>
<context>
    <name>app::LiveFiguresBar</name>
    <message>
        <source>Camera</source>
        <translation>相机</translation>
    </message>
    <message>
        <source>Pictures per second that the camera delivers</source>
        <translation>相机每秒提供的图像数</translation>
    </message>
    <message>
        <source>Judged</source>
        <translation>已判定</translation>
    </message>
    <message>
        <source>Pictures per second that the model judges; the newest each time</source>
        <translation>模型每秒判定的图像数；每次取最新的图像</translation>
    </message>
    <message>
        <source>Latency</source>
        <translation>延迟</translation>
    </message>
    <message>
        <source>From the exposure of the last judged picture to its verdict</source>
        <translation>从最近判定的图像曝光到给出判定的时间</translation>
    </message>
    <message>
        <source>Dropped</source>
        <translation>已丢失</translation>
    </message>
    <message>
        <source>Pictures that were lost on their way from the camera</source>
        <translation>从相机传输途中丢失的图像</translation>
    </message>
    <message>
        <source>Passed over</source>
        <translation>已跳过</translation>
    </message>
    <message>
        <source>Pictures that were shown but not judged, because a newer one came before the model was free</source>
        <translation>已显示但未判定的图像：模型空闲之前已有更新的图像到来</translation>
    </message>
    <message>
        <source>Missed parts</source>
        <translation>错过的零件</translation>
    </message>
    <message>
        <source>Parts without a verdict: the next one came before the model was free</source>
        <translation>没有判定的零件：模型空闲之前下一个零件已到来</translation>
    </message>
    <message>
        <source>Pass · review · fail</source>
        <translation>合格 · 复核 · 不合格</translation>
    </message>
    <message>
        <source>Verdicts since the start</source>
        <translation>启动以来的判定</translation>
    </message>
    <message>
        <source>Not judged</source>
        <translation>未判定</translation>
    </message>
    <message>
        <source>Pictures that could not be judged</source>
        <translation>无法判定的图像</translation>
    </message>
</context>
<context>
    <name>app::LiveLog</name>
    <message>
        <source>all the time</source>
        <translation>持续</translation>
    </message>
    <message>
        <source>interval</source>
        <translation>定时</translation>
    </message>
    <message>
        <source>part at rest</source>
        <translation>零件静止</translation>
    </message>
    <message>
        <source>key</source>
        <translation>按键</translation>
    </message>
    <message>
        <source>camera&apos;s input</source>
        <translation>相机的输入</translation>
    </message>
    <message>
        <source>the file was gone</source>
        <translation>文件已不存在</translation>
    </message>
    <message>
        <source>the file could not be read</source>
        <translation>无法读取文件</translation>
    </message>
    <message>
        <source>the file was empty</source>
        <translation>文件为空</translation>
    </message>
    <message>
        <source>the file was being written</source>
        <translation>文件正在写入</translation>
    </message>
    <message>
        <source>not an image that can be read</source>
        <translation>不是可读取的图像</translation>
    </message>
    <message>
        <source>the image ends early</source>
        <translation>图像不完整</translation>
    </message>
    <message>
        <source>the image is damaged</source>
        <translation>图像已损坏</translation>
    </message>
    <message>
        <source>the picture is too large</source>
        <translation>图像过大</translation>
    </message>
    <message>
        <source>a kind of picture that is not supported</source>
        <translation>不支持的图像类型</translation>
    </message>
    <message>
        <source>the recipe draws outside the picture</source>
        <translation>配方超出图像范围</translation>
    </message>
    <message>
        <source>not enough memory</source>
        <translation>内存不足</translation>
    </message>
    <message>
        <source>the model&apos;s device is not available</source>
        <translation>模型的设备不可用</translation>
    </message>
    <message>
        <source>the model gave no number</source>
        <translation>模型未给出数值</translation>
    </message>
    <message>
        <source>a library failed, see the log</source>
        <translation>程序库出错，请查看日志</translation>
    </message>
    <message>
        <source>a mistake of the program, see the log</source>
        <translation>程序错误，请查看日志</translation>
    </message>
    <message>
        <source>Verdicts: %1</source>
        <translation>判定：%1</translation>
    </message>
    <message>
        <source>%1 pass</source>
        <translation>%1 合格</translation>
    </message>
    <message>
        <source>%1 review</source>
        <translation>%1 复核</translation>
    </message>
    <message>
        <source>%1 fail</source>
        <translation>%1 不合格</translation>
    </message>
    <message>
        <source>%1 not judged</source>
        <translation>%1 未判定</translation>
    </message>
    <message>
        <source>the picture is too dark</source>
        <translation>图像太暗</translation>
    </message>
    <message>
        <source>the picture is too bright</source>
        <translation>图像太亮</translation>
    </message>
    <message>
        <source>the picture is out of focus</source>
        <translation>图像失焦</translation>
    </message>
    <message>
        <source>the part was not found</source>
        <translation>没有找到零件</translation>
    </message>
    <message>
        <source>the part lay too far away</source>
        <translation>零件偏离过远</translation>
    </message>
</context>
<context>
    <name>app::LiveLogDialog</name>
    <message>
        <source>Counting…</source>
        <translation>正在计数…</translation>
    </message>
    <message>
        <source>Show New Verdicts: %1</source>
        <translation>显示新的判定：%1</translation>
    </message>
    <message>
        <source>Live Log</source>
        <translation>实时日志</translation>
    </message>
    <message>
        <source>Re&amp;fresh</source>
        <translation>刷新(&amp;F)</translation>
    </message>
    <message>
        <source>Read the newest verdicts (F5)</source>
        <translation>读取最新的判定（F5）</translation>
    </message>
    <message>
        <source>&amp;Open Picture</source>
        <translation>打开图像(&amp;O)</translation>
    </message>
    <message>
        <source>Open the kept picture of the chosen verdict in the main window (Enter)</source>
        <translation>在主窗口中打开所选判定保留的图像（回车）</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>导出(&amp;E)…</translation>
    </message>
    <message>
        <source>Write all verdicts that the filter shows into a table (CSV)</source>
        <translation>将筛选出的全部判定写入表格（CSV）</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Show in &amp;Folder</source>
        <translation>在文件夹中显示(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Copy Rows</source>
        <translation>复制行(&amp;C)</translation>
    </message>
    <message>
        <source>Verdicts</source>
        <translation>判定</translation>
    </message>
    <message>
        <source>Exporting</source>
        <translation>正在导出</translation>
    </message>
</context>
<context>
    <name>app::LiveLogFilterBar</name>
    <message>
        <source>&amp;Result:</source>
        <translation>结果(&amp;R)：</translation>
    </message>
    <message>
        <source>R&amp;un:</source>
        <translation>运行(&amp;U)：</translation>
    </message>
    <message>
        <source>&amp;Time:</source>
        <translation>时间(&amp;T)：</translation>
    </message>
    <message>
        <source>From</source>
        <comment>a time</comment>
        <translation>从</translation>
    </message>
    <message>
        <source>to</source>
        <comment>a time</comment>
        <translation>到</translation>
    </message>
    <message>
        <source>Any</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>Any time</source>
        <translation>任意时间</translation>
    </message>
    <message>
        <source>Last hour</source>
        <translation>最近一小时</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>最近 7 天</translation>
    </message>
    <message>
        <source>From … to …</source>
        <translation>从…到…</translation>
    </message>
    <message>
        <source>All runs</source>
        <translation>所有运行</translation>
    </message>
    <message>
        <source>At or after</source>
        <translation>此时或之后</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>早于</translation>
    </message>
    <message>
        <source>Show &amp;All</source>
        <translation>全部显示(&amp;A)</translation>
    </message>
</context>
<context>
    <name>app::LiveLogModel</name>
    <message>
        <source>Error</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>判定</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>得分</translation>
    </message>
    <message>
        <source>Defects</source>
        <translation>缺陷数</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>零件</translation>
    </message>
    <message>
        <source>Frame</source>
        <translation>帧</translation>
    </message>
    <message>
        <source>Trigger</source>
        <translation>触发</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>图像源</translation>
    </message>
    <message>
        <source>Latency, ms</source>
        <translation>延迟（毫秒）</translation>
    </message>
    <message>
        <source>What went wrong</source>
        <translation>出错原因</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>图像</translation>
    </message>
</context>
<context>
    <name>app::LiveLogPresenter</name>
    <message>
        <source>Exporting</source>
        <translation>正在导出</translation>
    </message>
    <message>
        <source>Verdicts written to “%1”: %2</source>
        <translation>已写入“%1”的判定：%2</translation>
    </message>
    <message>
        <source>Show in Folder</source>
        <translation>在文件夹中显示</translation>
    </message>
    <message>
        <source>The verdicts could not be exported. %1</source>
        <translation>无法导出判定。%1</translation>
    </message>
    <message>
        <source>The live log can&apos;t be read. %1</source>
        <translation>无法读取实时日志。%1</translation>
    </message>
    <message>
        <source>No history yet</source>
        <translation>还没有历史记录</translation>
    </message>
    <message>
        <source>Every verdict of the live view is kept in the history. There is none at “%1”: it is made when the program starts, on a disk that can be written.</source>
        <translation>实时检测的每个判定都保存在历史记录中。“%1”处没有历史记录：程序启动时会在可写的磁盘上创建它。</translation>
    </message>
    <message>
        <source>The live log can&apos;t be read</source>
        <translation>无法读取实时日志</translation>
    </message>
    <message>
        <source>No live verdict yet</source>
        <translation>还没有实时判定</translation>
    </message>
    <message>
        <source>Every verdict of the live view is kept and listed here. Choose Inspect, Live in the main window and press Start.</source>
        <translation>实时检测的每个判定都会保留并列在这里。请在主窗口中选择“检测”→“实时检测”，然后按“开始”。</translation>
    </message>
    <message>
        <source>Nothing matches</source>
        <translation>没有匹配项</translation>
    </message>
    <message>
        <source>No verdict fits result, run and time as they are chosen above. “Show All” takes the filter away.</source>
        <translation>没有判定符合上方所选的结果、运行和时间。“全部显示”会取消筛选。</translation>
    </message>
    <message>
        <source>No picture of this verdict was kept. Which pictures are kept is chosen in the live window, under Recording.</source>
        <translation>此判定没有保留图像。保留哪些图像在实时检测窗口的“记录”中选择。</translation>
    </message>
    <message>
        <source>The picture “%1” isn&apos;t there: it is still being written, or could not be.</source>
        <translation>图像“%1”不存在：它仍在写入，或未能写入。</translation>
    </message>
    <message>
        <source>The picture “%1” is no longer there. The oldest recordings go when their limits of size and age are reached; see the live window, under Recording.</source>
        <translation>图像“%1”已不存在。达到大小或期限的上限时，最旧的记录会被删除；参见实时检测窗口的“记录”。</translation>
    </message>
    <message>
        <source>Export the Live Log</source>
        <translation>导出实时日志</translation>
    </message>
    <message>
        <source>Tables (*.csv)</source>
        <translation>表格 (*.csv)</translation>
    </message>
</context>
<context>
    <name>app::LivePicture</name>
    <message>
        <source>Held: frame %1. Press H to go on.</source>
        <translation>已保持：帧 %1。按 H 继续。</translation>
    </message>
    <message>
        <source>Heat of %1 s ago</source>
        <translation>%1 秒前的热图</translation>
    </message>
</context>
<context>
    <name>app::LivePresenter</name>
    <message>
        <source>Source</source>
        <translation>图像源</translation>
    </message>
    <message>
        <source>When to Judge</source>
        <translation>判定时机</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>记录</translation>
    </message>
    <message>
        <source>Outputs</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>Pictures are not recorded: %1</source>
        <translation>图像未能记录：%1</translation>
    </message>
    <message>
        <source>Verdicts wait for the history: %1</source>
        <translation>判定正在等待写入历史记录：%1</translation>
    </message>
    <message>
        <source>The disk is nearly full: no pictures are recorded until there is room. Verdicts go on.</source>
        <translation>磁盘将满：在有空间之前不记录图像。判定继续进行。</translation>
    </message>
    <message>
        <source>The program ended while %1 was being watched.</source>
        <translation>程序结束时正在监视 %1。</translation>
    </message>
    <message>
        <source>Start Again</source>
        <translation>重新启动</translation>
    </message>
    <message>
        <source>The snapshot could not be saved: %1</source>
        <translation>无法保存快照：%1</translation>
    </message>
    <message>
        <source>Saved with its evidence: %1</source>
        <translation>已连同判定依据一起保存：%1</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>The limit of the recordings leaves no room for a picture: raise it, or choose another folder. Verdicts go on.</source>
        <translation>录制上限已容不下一张图像：请提高上限，或选择其他文件夹。判定继续进行。</translation>
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
        <translation>事件</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>实时检测</translation>
    </message>
    <message>
        <source>Place in the video</source>
        <translation>视频中的位置</translation>
    </message>
    <message>
        <source>Last verdicts</source>
        <translation>最近的判定</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>事件</translation>
    </message>
    <message>
        <source>Nothing is watched</source>
        <translation>未在监视</translation>
    </message>
    <message>
        <source>Choose a camera, a stream, a video or a folder on the left and press Start. Everything stays on this computer.</source>
        <translation>请在左侧选择相机、网络流、视频或文件夹，然后按“启动”。所有内容都保留在此计算机上。</translation>
    </message>
    <message>
        <source>No picture yet</source>
        <translation>尚无图像</translation>
    </message>
</context>
<context>
    <name>app::LockPresenter</name>
    <message>
        <source>Un&amp;lock…</source>
        <translation>解锁(&amp;L)…</translation>
    </message>
    <message>
        <source>&amp;Lock…</source>
        <translation>锁定(&amp;L)…</translation>
    </message>
    <message>
        <source>The desk is locked: recipe and model stay as they are. Recipe → Unlock… takes the code.</source>
        <translation>工作台已锁定：配方和模型保持不变。可在“配方 → 解锁…”中输入密码。</translation>
    </message>
    <message>
        <source>The desk can&apos;t be locked yet: the recipe isn&apos;t saved. Golden parts are being checked, or wait for a reason; give it, or go back to the saved recipe.</source>
        <translation>暂时无法锁定工作台：配方尚未保存。黄金样件正在检查，或正在等待理由；请给出理由，或返回已保存的配方。</translation>
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
    <message>
        <source>&amp;Zones</source>
        <translation>分区(&amp;Z)</translation>
    </message>
    <message>
        <source>Draw zones and don&apos;t-care areas (Z)</source>
        <translation>绘制分区和忽略区 (Z)</translation>
    </message>
    <message>
        <source>Compa&amp;re</source>
        <translation>比较(&amp;R)</translation>
    </message>
    <message>
        <source>Compare with the heat or a reference part (C)</source>
        <translation>与热图或参考件比较 (C)</translation>
    </message>
    <message>
        <source>&amp;Defects</source>
        <translation>缺陷(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Accept Part</source>
        <translation>接受零件(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Reject Part</source>
        <translation>拒收零件(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Overrule the Machine</source>
        <translation>改判机器判定(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Take Verdict Back</source>
        <translation>撤回判定(&amp;T)</translation>
    </message>
    <message>
        <source>Really &amp;Good</source>
        <translation>实为良品(&amp;G)</translation>
    </message>
    <message>
        <source>Really &amp;Defective</source>
        <translation>实为缺陷品(&amp;D)</translation>
    </message>
    <message>
        <source>Really &amp;Unknown</source>
        <translation>实际未知(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Class of the Region…</source>
        <translation>区域的类别(&amp;C)…</translation>
    </message>
    <message>
        <source>&amp;Note…</source>
        <translation>备注(&amp;N)…</translation>
    </message>
    <message>
        <source>Ne&amp;xt Unreviewed Part</source>
        <translation>下一个未复核零件(&amp;X)</translation>
    </message>
    <message>
        <source>In the &amp;Golden Set</source>
        <translation>列入黄金样件集(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;Your Name…</source>
        <translation>您的姓名(&amp;Y)…</translation>
    </message>
    <message>
        <source>Check the Review &amp;Log</source>
        <translation>校验复核日志(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Open Recipe…</source>
        <translation>打开配方(&amp;O)…</translation>
    </message>
    <message>
        <source>&amp;Save Recipe As…</source>
        <translation>配方另存为(&amp;S)…</translation>
    </message>
    <message>
        <source>&amp;Compare with a Recipe…</source>
        <translation>与配方比较(&amp;C)…</translation>
    </message>
    <message>
        <source>&amp;Name and Calibration…</source>
        <translation>名称与标定(&amp;N)…</translation>
    </message>
    <message>
        <source>&amp;What If: Judge the History…</source>
        <translation>假设分析：重新判定历史记录(&amp;W)…</translation>
    </message>
    <message>
        <source>Fine-&amp;Tune…</source>
        <translation>微调(&amp;T)…</translation>
    </message>
    <message>
        <source>&amp;Evaluate…</source>
        <translation>评估(&amp;E)…</translation>
    </message>
    <message>
        <source>Repor&amp;t…</source>
        <translation>报告(&amp;T)…</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>导出(&amp;E)…</translation>
    </message>
    <message>
        <source>C&amp;heck a Report…</source>
        <translation>校验报告(&amp;H)…</translation>
    </message>
    <message>
        <source>&amp;Live…</source>
        <translation>实时检测(&amp;L)…</translation>
    </message>
    <message>
        <source>Watch a camera, a stream, a video or a folder (%1)</source>
        <translation>监视相机、网络流、视频或文件夹（%1）</translation>
    </message>
    <message>
        <source>Li&amp;ve Log…</source>
        <translation>实时日志(&amp;V)…</translation>
    </message>
    <message>
        <source>What the live view has judged (%1)</source>
        <translation>实时检测以前的判定（%1）</translation>
    </message>
    <message>
        <source>All &amp;Shown Really Good</source>
        <translation>所有显示的零件实为良品(&amp;S)</translation>
    </message>
    <message>
        <source>All S&amp;hown Really Defective</source>
        <translation>所有显示的零件实为缺陷品(&amp;H)</translation>
    </message>
    <message>
        <source>All Sho&amp;wn Really Unknown</source>
        <translation>所有显示的零件实际未知(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;Gauge Study…</source>
        <translation>量具研究(&amp;G)…</translation>
    </message>
    <message>
        <source>Rul&amp;er</source>
        <translation>标尺(&amp;E)</translation>
    </message>
    <message>
        <source>Measure on the picture, and calibrate by a known length (M)</source>
        <translation>在图像上测量，并按已知长度标定（M）</translation>
    </message>
    <message>
        <source>Scale &amp;Bar</source>
        <translation>比例尺(&amp;B)</translation>
    </message>
    <message>
        <source>Calibrate by the &amp;Ruler…</source>
        <translation>按标尺标定(&amp;R)…</translation>
    </message>
    <message>
        <source>&amp;Blind Review…</source>
        <translation>盲审(&amp;B)…</translation>
    </message>
    <message>
        <source>Lab&amp;el Next…</source>
        <translation>接下来标注(&amp;E)…</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>实时检测</translation>
    </message>
    <message>
        <source>Calibrate by a Chec&amp;kerboard…</source>
        <translation>按棋盘格标定(&amp;K)…</translation>
    </message>
    <message>
        <source>Li&amp;mit Samples…</source>
        <translation>限度样品(&amp;M)…</translation>
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
        <source>Heat Colour&amp;s</source>
        <translation>热图配色(&amp;S)</translation>
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
        <source>Lan&amp;guage</source>
        <translation>语言(&amp;G)</translation>
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
    <message>
        <source>Review</source>
        <translation>复核</translation>
    </message>
    <message>
        <source>&amp;Review</source>
        <translation>复核(&amp;R)</translation>
    </message>
    <message>
        <source>Re&amp;cipe</source>
        <translation>配方(&amp;C)</translation>
    </message>
    <message>
        <source>Recipe: limits, zones and golden parts of a product</source>
        <translation>配方：产品的限值、分区和黄金样件</translation>
    </message>
    <message>
        <source>Zones</source>
        <translation>分区</translation>
    </message>
    <message>
        <source>Statistics</source>
        <translation>统计</translation>
    </message>
    <message>
        <source>Every part shown is reviewed.</source>
        <translation>所显示的零件均已复核。</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Back to the plain picture, step by step</source>
        <translation>逐步返回到原始画面</translation>
    </message>
    <message numerus="yes">
        <source>%n part(s) labelled good.</source>
        <translation>
            <numerusform>已将 %n 个零件标注为良品。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n part(s) labelled defective.</source>
        <translation>
            <numerusform>已将 %n 个零件标注为缺陷品。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n part(s) without a label now.</source>
        <translation>
            <numerusform>%n 个零件现已无标注。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n are not inspected yet and stay as they are.</source>
        <translation>
            <numerusform>%n 个零件尚未检测，保持不变。</numerusform>
        </translation>
    </message>
    <message>
        <source>a training</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>an evaluation</source>
        <translation>评估</translation>
    </message>
    <message>
        <source>a report</source>
        <translation>报告</translation>
    </message>
    <message>
        <source>an export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Work is under way</source>
        <translation>工作正在进行</translation>
    </message>
    <message>
        <source>Closing the window ends what is under way: %1.</source>
        <translation>关闭窗口会终止正在进行的工作：%1。</translation>
    </message>
    <message>
        <source>Press “Cancel” to let it finish, or close without it.</source>
        <translation>点击“取消”让其完成，或不等待直接关闭。</translation>
    </message>
    <message>
        <source>Close Anyway</source>
        <translation>仍然关闭</translation>
    </message>
    <message>
        <source>Recipe: locked</source>
        <translation>配方：已锁定</translation>
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
    <message>
        <source>Input &amp;size:</source>
        <translation>输入尺寸(&amp;S)：</translation>
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
        <source>Slow: LibTorch runs on the reference BLAS. Install libopenblas0-openmp.</source>
        <translation>速度慢：LibTorch 正在使用参考 BLAS。请安装 libopenblas0-openmp。</translation>
    </message>
    <message>
        <source>The bundled model is used instead; its verdicts may differ.</source>
        <translation>改用自带模型；其判定可能不同。</translation>
    </message>
    <message>
        <source>The model runs on what this computer has instead.</source>
        <translation>模型改在本机现有的设备上运行。</translation>
    </message>
    <message>
        <source>%1, within %2 of float32</source>
        <translation>%1，与 float32 相差不超过 %2</translation>
    </message>
    <message>
        <source>Maps in %1 differ from float32 by up to %2: choose float32 under Models.</source>
        <translation>%1 的异常图与 float32 相差可达 %2：请在“模型”中选择 float32。</translation>
    </message>
</context>
<context>
    <name>app::OutputSection</name>
    <message>
        <source>Verdicts:</source>
        <translation>判定：</translation>
    </message>
    <message>
        <source>%1: verdicts</source>
        <translation>%1：判定</translation>
    </message>
    <message>
        <source>%1: what is missing</source>
        <translation>%1：缺少的内容</translation>
    </message>
    <message>
        <source>%1: outcome of the test</source>
        <translation>%1：测试结果</translation>
    </message>
    <message>
        <source>%1: state</source>
        <translation>%1：状态</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Fails and reviews</source>
        <translation>不合格和复核</translation>
    </message>
    <message>
        <source>Fails only</source>
        <translation>仅不合格</translation>
    </message>
    <message>
        <source>A part that could not be judged is always told: silence would be taken for a pass.</source>
        <translation>无法判定的零件总会通报：没有消息会被当作合格。</translation>
    </message>
    <message>
        <source>%1: on</source>
        <comment>an output</comment>
        <translation>%1：已启用</translation>
    </message>
</context>
<context>
    <name>app::OutputSettingsForm</name>
    <message>
        <source>Trying…</source>
        <translation>正在尝试…</translation>
    </message>
    <message>
        <source>The table can be written.</source>
        <translation>可以写入表格。</translation>
    </message>
    <message>
        <source>The test message was taken.</source>
        <translation>测试消息已被接收。</translation>
    </message>
    <message>
        <source>Table (CSV)</source>
        <translation>表格 (CSV)</translation>
    </message>
    <message>
        <source>Append each verdict to a file</source>
        <translation>将每个判定追加到文件</translation>
    </message>
    <message>
        <source>Try the file</source>
        <translation>尝试写入文件</translation>
    </message>
    <message>
        <source>Webhook</source>
        <translation>Webhook</translation>
    </message>
    <message>
        <source>Post each verdict to an address</source>
        <translation>将每个判定发送到一个地址</translation>
    </message>
    <message>
        <source>Send a test message</source>
        <translation>发送测试消息</translation>
    </message>
    <message>
        <source>MQTT</source>
        <translation>MQTT</translation>
    </message>
    <message>
        <source>Publish each verdict to a broker</source>
        <translation>将每个判定发布到代理服务器</translation>
    </message>
    <message>
        <source>File:</source>
        <translation>文件：</translation>
    </message>
    <message>
        <source>table of verdicts</source>
        <translation>判定表</translation>
    </message>
    <message>
        <source>Tables (*.csv);;All files (*)</source>
        <translation>表格 (*.csv);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Address:</source>
        <translation>地址：</translation>
    </message>
    <message>
        <source>Token:</source>
        <translation>令牌：</translation>
    </message>
    <message>
        <source>Topic:</source>
        <translation>主题：</translation>
    </message>
    <message>
        <source>User:</source>
        <translation>用户名：</translation>
    </message>
    <message>
        <source>Password:</source>
        <translation>密码：</translation>
    </message>
    <message>
        <source>Address of the webhook</source>
        <translation>Webhook 的地址</translation>
    </message>
    <message>
        <source>None; never kept on disk</source>
        <translation>无；从不保存到磁盘</translation>
    </message>
    <message>
        <source>Token of the webhook</source>
        <translation>Webhook 的令牌</translation>
    </message>
    <message>
        <source>Sent as “Authorization: Bearer”. It lasts as long as the program runs.</source>
        <translation>以“Authorization: Bearer”发送。仅在程序运行期间有效。</translation>
    </message>
    <message>
        <source>Address of the broker</source>
        <translation>代理服务器的地址</translation>
    </message>
    <message>
        <source>mqtts:// encrypts.</source>
        <translation>mqtts:// 使用加密。</translation>
    </message>
    <message>
        <source>Topic on the broker</source>
        <translation>代理服务器上的主题</translation>
    </message>
    <message>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <source>User on the broker</source>
        <translation>代理服务器上的用户名</translation>
    </message>
    <message>
        <source>Password on the broker</source>
        <translation>代理服务器上的密码</translation>
    </message>
    <message>
        <source>It lasts as long as the program runs.</source>
        <translation>仅在程序运行期间有效。</translation>
    </message>
</context>
<context>
    <name>app::PlcForm</name>
    <message>
        <source>Let a PLC ask for verdicts (Modbus TCP)</source>
        <translation>允许 PLC 请求判定 (Modbus TCP)</translation>
    </message>
    <message>
        <source>Listen at:</source>
        <translation>监听地址：</translation>
    </message>
    <message>
        <source>Address of this computer and port. 0.0.0.0 is each of its networks, 127.0.0.1 itself alone.</source>
        <translation>本计算机的地址和端口。0.0.0.0 表示其所有网络，127.0.0.1 仅表示本机。</translation>
    </message>
    <message>
        <source>PLC&apos;s address:</source>
        <translation>PLC 地址：</translation>
    </message>
    <message>
        <source>Any</source>
        <translation>任意</translation>
    </message>
    <message>
        <source>Modbus knows no passwords: whoever reaches this computer can ask, unless there is an address here.</source>
        <translation>Modbus 没有密码：除非在此填写地址，否则任何能访问本计算机的人都可以请求。</translation>
    </message>
    <message>
        <source>Verdict within:</source>
        <translation>判定时限：</translation>
    </message>
    <message>
        <source> s</source>
        <translation> s</translation>
    </message>
    <message>
        <source>A part that was asked for and isn&apos;t judged by then has no verdict; what comes later isn&apos;t told.</source>
        <translation>被请求但到时仍未判定的零件没有判定；之后的结果不再通知。</translation>
    </message>
    <message>
        <source>It acknowledges each verdict</source>
        <translation>PLC 应答每个判定</translation>
    </message>
    <message>
        <source>A verdict stays until the PLC has acknowledged it, and no part is taken before. Otherwise it stays until the next one.</source>
        <translation>判定保持到 PLC 应答为止，此前不接受新零件。否则保持到下一个判定。</translation>
    </message>
    <message>
        <source>What is missing for the PLC</source>
        <translation>PLC 缺少的内容</translation>
    </message>
    <message>
        <source>State of the link to the PLC</source>
        <translation>与 PLC 连接的状态</translation>
    </message>
    <message>
        <source>Registers…</source>
        <translation>寄存器…</translation>
    </message>
    <message>
        <source>Recipes:</source>
        <translation>配方：</translation>
    </message>
    <message>
        <source>Recipes for the PLC</source>
        <translation>供 PLC 选择的配方</translation>
    </message>
    <message>
        <source>It chooses none</source>
        <translation>不由它选择</translation>
    </message>
    <message>
        <source>A folder. The PLC chooses a recipe by the number that its file&apos;s name begins with: 3 is “3 Gear A.json”.</source>
        <translation>一个文件夹。PLC 按文件名开头的编号选择配方：3 即“3 Gear A.json”。</translation>
    </message>
</context>
<context>
    <name>app::PlcRegisterDialog</name>
    <message>
        <source>Registers for the PLC</source>
        <translation>供 PLC 使用的寄存器</translation>
    </message>
    <message>
        <source>Holding and input registers alike, counted from 0; all can be read by one request. Numbers of two registers have the high word first, floats are IEEE 754. The control word is written, as register 0 or as coils, and the recipe, as register 116; the status word can be read as discrete inputs, too.</source>
        <translation>保持寄存器和输入寄存器相同，从 0 计数；可用一个请求全部读取。占两个寄存器的数高位字在前，浮点数为 IEEE 754。可写的是控制字（寄存器 0 或线圈）和配方（寄存器 116）；状态字也可作为离散输入读取。</translation>
    </message>
</context>
<context>
    <name>app::PlcRegisterModel</name>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Register</source>
        <translation>寄存器</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
</context>
<context>
    <name>app::PositionPresenter</name>
    <message>
        <source>This part can&apos;t become the reference. %1</source>
        <translation>此零件不能作为参考。%1</translation>
    </message>
    <message>
        <source>This part can&apos;t become the reference: what that takes was not kept when it was inspected. Inspect it again.</source>
        <translation>此零件不能作为参考：检测时没有保存所需的数据。请重新检测。</translation>
    </message>
    <message>
        <source>This part has not become the reference: the recipe is another one meanwhile. Take it again.</source>
        <translation>此零件没有成为参考：配方已经改变。请重新选取。</translation>
    </message>
    <message numerus="yes">
        <source>%n area(s) lay outside of this part&apos;s picture and are gone: undo brings them back.</source>
        <translation>
            <numerusform>有 %n 个区域位于此零件图像之外，已移除：撤销可恢复。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>app::ProductTicks</name>
    <message>
        <source>All &amp;products</source>
        <translation>全部产品(&amp;P)</translation>
    </message>
    <message>
        <source>Products</source>
        <translation>产品</translation>
    </message>
</context>
<context>
    <name>app::RecipeKeeper</name>
    <message>
        <source>opening of %1</source>
        <translation>打开 %1</translation>
    </message>
</context>
<context>
    <name>app::RecipePresenter</name>
    <message>
        <source>Recipes (*.json);;All files (*)</source>
        <translation>配方 (*.json);;所有文件 (*)</translation>
    </message>
    <message>
        <source>The recipe can&apos;t be saved. %1 It stays as it is here and is saved as soon as it works.</source>
        <translation>无法保存配方。%1 配方在此保持原样，一旦可以保存就会保存。</translation>
    </message>
    <message>
        <source>A kept recipe isn&apos;t taken. %1</source>
        <translation>未采用已保存的配方。%1</translation>
    </message>
    <message>
        <source>Recipe without a name</source>
        <translation>未命名配方</translation>
    </message>
    <message>
        <source>Nothing has changed.</source>
        <translation>没有任何更改。</translation>
    </message>
    <message>
        <source>Open a Recipe</source>
        <translation>打开配方</translation>
    </message>
    <message>
        <source>The recipe can&apos;t be used</source>
        <translation>配方无法使用</translation>
    </message>
    <message>
        <source>recipe</source>
        <translation>配方</translation>
    </message>
    <message>
        <source>Save the Recipe</source>
        <translation>保存配方</translation>
    </message>
    <message>
        <source>The recipe can&apos;t be saved</source>
        <translation>无法保存配方</translation>
    </message>
    <message>
        <source>Compare with a Recipe</source>
        <translation>与配方比较</translation>
    </message>
    <message>
        <source>The recipe can&apos;t be read</source>
        <translation>无法读取配方</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>另有 %n 个</numerusform>
        </translation>
    </message>
    <message>
        <source>Golden parts would change: %1. The recipe isn&apos;t saved until you say why.</source>
        <translation>黄金样件的判定将改变：%1。说明原因之前不会保存配方。</translation>
    </message>
    <message>
        <source>Give a Reason…</source>
        <translation>说明原因…</translation>
    </message>
    <message>
        <source>It lies now at “%1”, nothing was deleted.</source>
        <translation>它现在位于“%1”，未删除任何内容。</translation>
    </message>
    <message>
        <source>The recipe isn&apos;t saved</source>
        <translation>配方未保存</translation>
    </message>
    <message>
        <source>The last changes of the recipe are in no file.</source>
        <translation>配方的最近更改尚未写入任何文件。</translation>
    </message>
    <message>
        <source>Cancel and make room on the disk, or save the recipe as another file; or close without the changes.</source>
        <translation>取消并腾出磁盘空间，或将配方另存为其他文件；也可以放弃更改并关闭。</translation>
    </message>
    <message>
        <source>Close Anyway</source>
        <translation>仍然关闭</translation>
    </message>
    <message>
        <source>Back to the Saved Recipe</source>
        <translation>恢复到已保存的配方</translation>
    </message>
    <message>
        <source>Golden parts can&apos;t be checked, the history holds nothing of them for this model: %1. The recipe is saved without asking them. Inspect them again to have them checked.</source>
        <translation>无法检查黄金样件，历史中没有它们在此模型下的记录：%1。配方未经它们检查即已保存。请重新检测它们以便检查。</translation>
    </message>
    <message>
        <source>The chosen recipe can&apos;t be used: one without a name is in use instead. %1</source>
        <translation>无法使用所选配方：改用未命名的配方。%1</translation>
    </message>
    <message>
        <source>The chosen recipe can&apos;t be used: “%1” is in use instead. %2</source>
        <translation>无法使用所选配方：改用“%1”。%2</translation>
    </message>
    <message>
        <source>Name and calibration stay as they are: another recipe is in use now.</source>
        <translation>名称和标定保持不变：现在使用的是另一配方。</translation>
    </message>
    <message>
        <source>The reason wasn&apos;t taken: other golden parts would change now.</source>
        <translation>未采用该理由：现在会改变的是其他黄金样件。</translation>
    </message>
    <message>
        <source>This recipe has changes that wait for a reason. Unlock the desk to open it.</source>
        <translation>此配方有等待理由的更改。请解锁工作台后再打开。</translation>
    </message>
</context>
<context>
    <name>app::RecordingForm</name>
    <message>
        <source>Folder for recordings</source>
        <translation>记录的文件夹</translation>
    </message>
    <message>
        <source>Choose a folder: no picture is kept without one.</source>
        <translation>请选择文件夹：没有文件夹就不会保存图像。</translation>
    </message>
    <message>
        <source>The disk is nearly full: recording waits until more is free.</source>
        <translation>磁盘将满：有更多空闲空间后才继续记录。</translation>
    </message>
    <message>
        <source>Recorded: %1 · on disk: %2</source>
        <translation>已记录：%1 · 磁盘占用：%2</translation>
    </message>
    <message>
        <source>Oldest removed to keep the limits: %1</source>
        <translation>为不超出限额而删除的最旧记录：%1</translation>
    </message>
    <message>
        <source>Not recorded: %1 pictures, %2 frames around them</source>
        <translation>未记录：%1 幅图像及其前后的 %2 帧</translation>
    </message>
    <message>
        <source>&amp;Record:</source>
        <translation>记录(&amp;R)：</translation>
    </message>
    <message>
        <source>Frames &amp;before:</source>
        <translation>之前的帧(&amp;B)：</translation>
    </message>
    <message>
        <source>Frames &amp;after:</source>
        <translation>之后的帧(&amp;A)：</translation>
    </message>
    <message>
        <source>At &amp;most:</source>
        <translation>最多(&amp;M)：</translation>
    </message>
    <message>
        <source>&amp;Keep for:</source>
        <translation>保留时间(&amp;K)：</translation>
    </message>
    <message>
        <source>F&amp;older:</source>
        <translation>文件夹(&amp;O)：</translation>
    </message>
    <message>
        <source>No folder</source>
        <translation>无文件夹</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>不记录</translation>
    </message>
    <message>
        <source>Failed parts</source>
        <translation>不合格零件</translation>
    </message>
    <message>
        <source>Failed parts and reviews</source>
        <translation>不合格和待复核零件</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Frames that came before the judged one are kept beside it.</source>
        <translation>判定帧之前的帧会与其一同保存。</translation>
    </message>
    <message>
        <source>Frames that come after the judged one are kept beside it.</source>
        <translation>判定帧之后的帧会与其一同保存。</translation>
    </message>
    <message>
        <source> GB</source>
        <translation> GB</translation>
    </message>
    <message>
        <source>Beyond that the oldest recordings are removed.</source>
        <translation>超出后将删除最旧的记录。</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>不限</translation>
    </message>
    <message>
        <source> days</source>
        <translation> 天</translation>
    </message>
    <message>
        <source>Older recordings are removed.</source>
        <translation>更旧的记录将被删除。</translation>
    </message>
    <message>
        <source>State of the recording</source>
        <translation>记录的状态</translation>
    </message>
    <message>
        <source>O&amp;pen Recordings</source>
        <translation>打开记录(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Show in File Manager</source>
        <translation>在文件管理器中显示(&amp;S)</translation>
    </message>
    <message>
        <source>The limit leaves no room for a picture: raise it, or choose another folder.</source>
        <translation>上限已容不下一张图像：请提高上限，或选择其他文件夹。</translation>
    </message>
    <message>
        <source>Verdicts that are not in the history, because too many waited: %1</source>
        <translation>因等待过多而未写入历史记录的判定：%1</translation>
    </message>
</context>
<context>
    <name>app::ReportChecker</name>
    <message>
        <source>Check a Report</source>
        <translation>校验报告</translation>
    </message>
    <message>
        <source>Reports (*.pdf)</source>
        <translation>报告 (*.pdf)</translation>
    </message>
    <message numerus="yes">
        <source>Made %1 by %2, %n part(s).</source>
        <translation>
            <numerusform>%1 由 %2 制作，%n 个零件。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>… and %n more</source>
        <translation>
            <numerusform>…另有 %n 项</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing in it was changed since it was sealed.</source>
        <translation>自封存以来其中没有任何更改。</translation>
    </message>
    <message>
        <source>The review log of this computer still holds every entry.</source>
        <translation>此计算机的复核日志仍保有每一条目。</translation>
    </message>
    <message>
        <source>Its images were not looked at: “vcp-inspect verify --images FOLDER” compares and inspects them again.</source>
        <translation>未检查其图像：“vcp-inspect verify --images 文件夹”可比较并重新检测图像。</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>报告</translation>
    </message>
    <message>
        <source>“%1” is as it was sealed.</source>
        <translation>“%1”与封存时一致。</translation>
    </message>
    <message>
        <source>“%1” is not as it was sealed.</source>
        <translation>“%1”与封存时不一致。</translation>
    </message>
    <message>
        <source>Nothing was found changed in “%1”, but not all of it could be checked.</source>
        <translation>未发现“%1”有更改，但并非所有内容都能校验。</translation>
    </message>
    <message>
        <source>“%1” could not be checked.</source>
        <translation>无法校验“%1”。</translation>
    </message>
</context>
<context>
    <name>app::ReportDialog</name>
    <message>
        <source>Writing page %1 of %2…</source>
        <translation>正在写第 %1/%2 页…</translation>
    </message>
    <message>
        <source>Laying out the pages…</source>
        <translation>正在排版…</translation>
    </message>
    <message>
        <source> of %1</source>
        <translation> / %1</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>报告</translation>
    </message>
    <message>
        <source>What was inspected</source>
        <translation>检测内容</translation>
    </message>
    <message>
        <source>What the report shows</source>
        <translation>报告内容</translation>
    </message>
    <message>
        <source>What stays here</source>
        <translation>不外传的内容</translation>
    </message>
    <message>
        <source>&amp;Product</source>
        <translation>产品(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Lot</source>
        <translation>批次(&amp;L)</translation>
    </message>
    <message>
        <source>S&amp;tation</source>
        <translation>工位(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Operator</source>
        <translation>操作员(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Notes</source>
        <translation>备注(&amp;N)</translation>
    </message>
    <message>
        <source>Te&amp;mplate</source>
        <translation>模板(&amp;M)</translation>
    </message>
    <message>
        <source>P&amp;ictures of</source>
        <translation>图片(&amp;I)</translation>
    </message>
    <message>
        <source>Per p&amp;age</source>
        <translation>每页(&amp;A)</translation>
    </message>
    <message>
        <source>Pape&amp;r</source>
        <translation>纸张(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Header text</source>
        <translation>页眉文字(&amp;H)</translation>
    </message>
    <message>
        <source>Lo&amp;go</source>
        <translation>徽标(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;File names</source>
        <translation>文件名(&amp;F)</translation>
    </message>
    <message>
        <source>logo</source>
        <translation>徽标</translation>
    </message>
    <message>
        <source>Remove Logo</source>
        <translation>移除徽标</translation>
    </message>
    <message>
        <source>Logo</source>
        <translation>徽标</translation>
    </message>
    <message>
        <source>Leave out &amp;dates of the files</source>
        <translation>略去文件日期(&amp;D)</translation>
    </message>
    <message>
        <source>Leave out names of peopl&amp;e</source>
        <translation>略去人员姓名(&amp;E)</translation>
    </message>
    <message>
        <source>The entries of the review log hold names and are sealed with them: they are left out as a whole.</source>
        <translation>复核日志的条目含有姓名并随之封存：将整体略去。</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>预览</translation>
    </message>
    <message>
        <source>Previous page (Page Up)</source>
        <translation>上一页 (Page Up)</translation>
    </message>
    <message>
        <source>Next page (Page Down)</source>
        <translation>下一页 (Page Down)</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>页</translation>
    </message>
    <message>
        <source>Whole page (F)</source>
        <translation>整页 (F)</translation>
    </message>
    <message>
        <source>Size on paper (1)</source>
        <translation>实际大小 (1)</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>取消(&amp;C)</translation>
    </message>
    <message>
        <source>Open Report</source>
        <translation>打开报告</translation>
    </message>
    <message>
        <source>Show in Folder</source>
        <translation>在文件夹中显示</translation>
    </message>
    <message>
        <source>&amp;Save PDF…</source>
        <translation>保存 PDF(&amp;S)…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Short: without pictures</source>
        <translation>简短：无图片</translation>
    </message>
    <message>
        <source>Full</source>
        <translation>完整</translation>
    </message>
    <message>
        <source>Rejects only</source>
        <translation>仅不合格</translation>
    </message>
    <message>
        <source>A4</source>
        <translation>A4</translation>
    </message>
    <message>
        <source>Letter</source>
        <translation>Letter</translation>
    </message>
    <message>
        <source>One picture</source>
        <translation>一幅图片</translation>
    </message>
    <message>
        <source>Two pictures</source>
        <translation>两幅图片</translation>
    </message>
    <message>
        <source>As they are shown</source>
        <translation>按显示</translation>
    </message>
    <message>
        <source>Without folders</source>
        <translation>不含文件夹</translation>
    </message>
    <message>
        <source>Numbers instead</source>
        <translation>以编号代替</translation>
    </message>
    <message>
        <source>All parts</source>
        <translation>所有零件</translation>
    </message>
    <message>
        <source>Parts that the filter shows</source>
        <translation>筛选所示的零件</translation>
    </message>
    <message>
        <source>Review and fail</source>
        <translation>复核与不合格</translation>
    </message>
    <message>
        <source>Fail only</source>
        <translation>仅不合格</translation>
    </message>
</context>
<context>
    <name>app::ReportPresenter</name>
    <message>
        <source>Cancelled.</source>
        <translation>已取消。</translation>
    </message>
    <message>
        <source>There is nothing to report yet. Open a folder of part images first; the report says what was found in them.</source>
        <translation>还没有可报告的内容。请先打开零件图像的文件夹；报告将说明其中的发现。</translation>
    </message>
    <message>
        <source>No part is inspected yet. The report can be made as soon as the first one is.</source>
        <translation>尚未检测任何零件。检测完第一个后即可制作报告。</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>报告</translation>
    </message>
    <message>
        <source>No parts are open. Open a folder of part images.</source>
        <translation>没有打开的零件。请打开零件图像的文件夹。</translation>
    </message>
    <message>
        <source>No part is inspected yet.</source>
        <translation>尚未检测任何零件。</translation>
    </message>
    <message numerus="yes">
        <source>%n part(s) aren&apos;t inspected yet: the report leaves them out.</source>
        <translation>
            <numerusform>%n 个零件尚未检测：报告不包括它们。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n part(s) are still being judged under the present limits.</source>
        <translation>
            <numerusform>%n 个零件仍在按当前限值判定。</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 The report will say so.</source>
        <translation>%1报告中将予说明。</translation>
    </message>
    <message>
        <source>The review log can&apos;t be read, and the report leaves it out. %1</source>
        <translation>无法读取复核日志，报告不包括它。%1</translation>
    </message>
    <message numerus="yes">
        <source>%n image file(s) with a picture in the report are gone, “%1” first: their pages will say so.</source>
        <translation>
            <numerusform>报告中有图片的 %n 个图像文件已不存在，首个为“%1”：相应页面将予说明。</numerusform>
        </translation>
    </message>
    <message>
        <source>Save the Report</source>
        <translation>保存报告</translation>
    </message>
    <message>
        <source>PDF (*.pdf)</source>
        <translation>PDF (*.pdf)</translation>
    </message>
    <message>
        <source>There is nothing to report.</source>
        <translation>没有可报告的内容。</translation>
    </message>
    <message>
        <source>Waiting until every part is judged under the present limits…</source>
        <translation>正在等待所有零件按当前限值判定…</translation>
    </message>
    <message>
        <source>Waiting for the review log…</source>
        <translation>正在等待复核日志…</translation>
    </message>
    <message numerus="yes">
        <source>Saved as “%1”, %n page(s).</source>
        <translation>
            <numerusform>已保存为“%1”，%n 页。</numerusform>
        </translation>
    </message>
    <message>
        <source>The review log couldn&apos;t be read, and the report leaves it out. %1</source>
        <translation>无法读取复核日志，报告不包括它。%1</translation>
    </message>
    <message numerus="yes">
        <source>%n thing(s) said in reviews couldn&apos;t be written to the review log yet: the report&apos;s entries lack them.</source>
        <translation>
            <numerusform>有 %n 条复核内容尚未写入复核日志：报告的条目中没有它们。</numerusform>
        </translation>
    </message>
    <message>
        <source>No program is known that opens “%1”.</source>
        <translation>没有已知的程序可打开“%1”。</translation>
    </message>
    <message>
        <source>Nothing was saved: the parts, the model, the recipe or its tiles have changed meanwhile. Save the report again.</source>
        <translation>未保存任何内容：零件、模型、配方或其分块在此期间已改变。请重新保存报告。</translation>
    </message>
</context>
<context>
    <name>app::ReviewDesk</name>
    <message>
        <source>overrule of %1</source>
        <translation>改判 %1</translation>
    </message>
    <message>
        <source>acceptance of %1</source>
        <translation>接受 %1</translation>
    </message>
    <message>
        <source>rejection of %1</source>
        <translation>拒收 %1</translation>
    </message>
    <message>
        <source>taking back the verdict on %1</source>
        <translation>撤回对 %1 的判定</translation>
    </message>
    <message numerus="yes">
        <source>label of %n part(s)</source>
        <translation>
            <numerusform>标注 %n 个零件</numerusform>
        </translation>
    </message>
    <message>
        <source>note on %1</source>
        <translation>%1 的备注</translation>
    </message>
    <message>
        <source>class of a region of %1</source>
        <translation>%1 的区域类别</translation>
    </message>
</context>
<context>
    <name>app::SettingField</name>
    <message>
        <source>as the camera is set</source>
        <translation>按相机的设置</translation>
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
        <translation>正在使用中。请先停止，再测试或选择其他图像源。</translation>
    </message>
    <message>
        <source>Sour&amp;ce</source>
        <translation>图像源(&amp;C)</translation>
    </message>
    <message>
        <source>Where pictures come from</source>
        <translation>图像的来源</translation>
    </message>
</context>
<context>
    <name>app::SourcePageFolder</name>
    <message>
        <source>&amp;Folder</source>
        <translation>文件夹(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Looked at every</source>
        <translation>查看间隔(&amp;L)</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Drop a folder here</source>
        <translation>把文件夹拖放到此处</translation>
    </message>
    <message>
        <source> ms</source>
        <translation> ms</translation>
    </message>
    <message>
        <source>Also pictures &amp;already there</source>
        <translation>包括已有的图像(&amp;A)</translation>
    </message>
    <message>
        <source>Each picture is judged once, when it has been written. Folders inside are not watched.</source>
        <translation>每幅图像在写入完成后判定一次。不监视其中的子文件夹。</translation>
    </message>
</context>
<context>
    <name>app::SourcePageGenicam</name>
    <message>
        <source>as the camera is set</source>
        <translation>按相机的设置</translation>
    </message>
    <message>
        <source>C&amp;amera</source>
        <translation>相机(&amp;A)</translation>
    </message>
    <message>
        <source>Pi&amp;xel format</source>
        <translation>像素格式(&amp;X)</translation>
    </message>
    <message>
        <source>&amp;Exposure</source>
        <translation>曝光(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Gain</source>
        <translation>增益(&amp;G)</translation>
    </message>
    <message>
        <source>Picture &amp;rate</source>
        <translation>帧率(&amp;R)</translation>
    </message>
    <message>
        <source>Pac&amp;ket size</source>
        <translation>数据包大小(&amp;K)</translation>
    </message>
    <message>
        <source>Tr&amp;igger</source>
        <translation>触发(&amp;I)</translation>
    </message>
    <message>
        <source>I&amp;nput</source>
        <translation>输入(&amp;N)</translation>
    </message>
    <message>
        <source>This program was built without Aravis, through which it speaks to GigE Vision and USB3 Vision cameras. Install the package libaravis-dev and build the program again.</source>
        <translation>本程序构建时未包含 Aravis，而 GigE Vision 和 USB3 Vision 相机须通过它连接。请安装软件包 libaravis-dev 并重新构建程序。</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>相机</translation>
    </message>
    <message>
        <source>No industrial camera was found. Check its power and its cable. GigE Vision: camera and network interface have to be in the same network, and the firewall has to let it through. USB3 Vision: the user of this computer needs the right to use the device.</source>
        <translation>未找到工业相机。请检查其电源和线缆。GigE Vision：相机与网络接口须在同一网络中，且防火墙须允许其通过。USB3 Vision：此计算机的用户须有使用该设备的权限。</translation>
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
        <translation> 帧/秒</translation>
    </message>
    <message>
        <source> bytes</source>
        <translation> 字节</translation>
    </message>
    <message>
        <source>Of GigE Vision. A network interface with jumbo frames (MTU 9000) takes 8,000 and more; smaller ones where pictures get lost.</source>
        <translation>用于 GigE Vision。启用巨型帧 (MTU 9000) 的网络接口可用 8,000 及以上；图像丢失时请用更小的值。</translation>
    </message>
    <message>
        <source>none: it runs freely</source>
        <translation>无：自由运行</translation>
    </message>
    <message>
        <source>an input of the camera</source>
        <translation>相机的输入</translation>
    </message>
    <message>
        <source>the camera&apos;s first</source>
        <translation>相机的第一个输入</translation>
    </message>
    <message>
        <source>a key or a PLC</source>
        <translation>按键或 PLC</translation>
    </message>
</context>
<context>
    <name>app::SourcePageStream</name>
    <message>
        <source>&amp;Address</source>
        <translation>地址(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Opens within</source>
        <translation>打开时限(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Lost after</source>
        <translation>断线时限(&amp;L)</translation>
    </message>
    <message>
        <source> s</source>
        <translation> s</translation>
    </message>
    <message>
        <source>How long the camera may take to answer.</source>
        <translation>相机应答最长可用的时间。</translation>
    </message>
    <message>
        <source>How long no picture may come. A stream of less than one picture in 1.5 s needs a longer time.</source>
        <translation>最长可以多久没有图像。每 1.5 秒不足一幅图像的网络流需要更长的时间。</translation>
    </message>
    <message>
        <source>RTSP, or HTTP with Motion JPEG. User and password go before the host: rtsp://user:password@host/stream. Neither they nor what follows a question mark are kept when the program ends, and of the path nothing from a part with an equals sign on.</source>
        <translation>RTSP，或带 Motion JPEG 的 HTTP。用户名和密码放在主机之前：rtsp://user:password@host/stream。程序结束时，它们以及问号之后的内容都不会保留，路径中自带等号的部分起也不保留。</translation>
    </message>
</context>
<context>
    <name>app::SourcePageV4l2</name>
    <message>
        <source>%1 per second</source>
        <translation>每秒 %1 帧</translation>
    </message>
    <message>
        <source>as the camera is set</source>
        <translation>按相机的设置</translation>
    </message>
    <message>
        <source>the best one</source>
        <translation>最佳格式</translation>
    </message>
    <message>
        <source>the best one (%1)</source>
        <comment>the best one (MJPG)</comment>
        <translation>最佳格式（%1）</translation>
    </message>
    <message>
        <source>C&amp;amera</source>
        <translation>相机(&amp;A)</translation>
    </message>
    <message>
        <source>F&amp;ormat</source>
        <translation>格式(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Size</source>
        <translation>尺寸(&amp;S)</translation>
    </message>
    <message>
        <source>Picture &amp;rate</source>
        <translation>帧率(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Exposure</source>
        <translation>曝光(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Gain</source>
        <translation>增益(&amp;G)</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>相机</translation>
    </message>
    <message>
        <source>No camera was found. Check its cable. If it is plugged in, the user of this computer has to be in the group “video”; after that, log in again.</source>
        <translation>未找到相机。请检查其线缆。如果已插好，此计算机的用户须属于“video”组；加入后请重新登录。</translation>
    </message>
    <message>
        <source> µs</source>
        <translation> µs</translation>
    </message>
    <message>
        <source>A number turns the automatic exposure of the camera off.</source>
        <translation>填入数值会关闭相机的自动曝光。</translation>
    </message>
</context>
<context>
    <name>app::SourcePageVideo</name>
    <message>
        <source>&amp;Video</source>
        <translation>视频(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Pace</source>
        <translation>速度(&amp;P)</translation>
    </message>
    <message>
        <source>Video</source>
        <translation>视频</translation>
    </message>
    <message>
        <source>Videos (*.mp4 *.avi *.mkv *.mov *.webm *.mpg *.mpeg *.wmv *.m4v);;All files (*)</source>
        <translation>视频 (*.mp4 *.avi *.mkv *.mov *.webm *.mpg *.mpeg *.wmv *.m4v);;所有文件 (*)</translation>
    </message>
    <message>
        <source>as fast as it was taken</source>
        <translation>按拍摄速度</translation>
    </message>
    <message>
        <source>every picture, in turn</source>
        <translation>逐幅处理每幅图像</translation>
    </message>
    <message>
        <source>As fast as it was taken: the newest picture counts, as with a camera. Every picture: the next one comes when the last is judged.</source>
        <translation>按拍摄速度：与相机一样，以最新的图像为准。逐幅处理：上一幅判定完后才取下一幅。</translation>
    </message>
    <message>
        <source>Start again at the &amp;end</source>
        <translation>结束后从头播放(&amp;E)</translation>
    </message>
</context>
<context>
    <name>app::SourceTestView</name>
    <message>
        <source>Opening the source and waiting for pictures…</source>
        <translation>正在打开图像源并等待图像…</translation>
    </message>
    <message>
        <source>The first picture</source>
        <translation>第一幅图像</translation>
    </message>
    <message>
        <source>&amp;Test</source>
        <translation>测试(&amp;T)</translation>
    </message>
    <message>
        <source>Opens the source, shows its first picture and measures how many come.</source>
        <translation>打开图像源，显示其第一幅图像，并测量图像的速率。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>The test runs</source>
        <translation>正在测试</translation>
    </message>
    <message>
        <source>Outcome of the test</source>
        <translation>测试结果</translation>
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
        <translation>缺陷品</translation>
    </message>
    <message>
        <source>unlabelled</source>
        <translation>未标注</translation>
    </message>
    <message>
        <source>Region score</source>
        <translation>区域得分</translation>
    </message>
    <message>
        <source>region score %1 to %2</source>
        <translation>区域得分 %1 到 %2</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>labelled</source>
        <translation>已标注</translation>
    </message>
    <message>
        <source>Image score</source>
        <translation>图像得分</translation>
    </message>
    <message>
        <source>image score %1 to %2</source>
        <translation>图像得分 %1 到 %2</translation>
    </message>
</context>
<context>
    <name>app::TrainingFactsView</name>
    <message numerus="yes">
        <source>… and %n more</source>
        <translation>
            <numerusform>…… 另有 %n 个</numerusform>
        </translation>
    </message>
    <message>
        <source>Problems of the data</source>
        <translation>数据的问题</translation>
    </message>
</context>
<context>
    <name>app::TrainingProcess</name>
    <message>
        <source>The training can&apos;t be started: %1</source>
        <translation>无法开始训练：%1</translation>
    </message>
    <message>
        <source>The training ended unexpectedly. What it had learned up to the last whole epoch is kept: start it again to go on.</source>
        <translation>训练意外结束。到最后一个完整周期为止学到的内容已保留：再次开始即可继续。</translation>
    </message>
</context>
<context>
    <name>app::TriggerForm</name>
    <message>
        <source>Now: the empty view.</source>
        <translation>当前：空画面。</translation>
    </message>
    <message>
        <source>Now: something moves.</source>
        <translation>当前：有物体在移动。</translation>
    </message>
    <message>
        <source>Now: coming to rest.</source>
        <translation>当前：即将静止。</translation>
    </message>
    <message>
        <source>Now: a part at rest, judged.</source>
        <translation>当前：零件已静止并已判定。</translation>
    </message>
    <message>
        <source>A part is judged once, when it has come to rest in view. Show the empty place and press the button, so that it isn&apos;t taken for a part.</source>
        <translation>零件在画面中静止后判定一次。请让画面显示空位并按下按钮，以免将空位当作零件。</translation>
    </message>
    <message>
        <source>All the time, the newest picture</source>
        <translation>持续判定最新的图像</translation>
    </message>
    <message>
        <source>Every so many milliseconds</source>
        <translation>每隔若干毫秒</translation>
    </message>
    <message>
        <source>When a part comes to rest</source>
        <translation>零件静止时</translation>
    </message>
    <message>
        <source>By the camera&apos;s input</source>
        <translation>由相机的输入触发</translation>
    </message>
    <message>
        <source>When to judge</source>
        <translation>判定时机</translation>
    </message>
    <message>
        <source>A verdict for each picture that the model has time for.</source>
        <translation>只要模型来得及，就对图像给出判定。</translation>
    </message>
    <message>
        <source>&amp;Every</source>
        <translation>间隔(&amp;E)</translation>
    </message>
    <message>
        <source> ms</source>
        <translation> ms</translation>
    </message>
    <message>
        <source>At &amp;rest for</source>
        <translation>静止时间(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Least change</source>
        <translation>最小变化(&amp;L)</translation>
    </message>
    <message>
        <source>Grey levels, of 255, by which a piece of the picture must differ to count as changed. Smaller: more sensitive, and easier fooled by noise.</source>
        <translation>图像的一小块须相差多少灰度级（满值 255）才算有变化。值越小越灵敏，也越容易受噪声误导。</translation>
    </message>
    <message>
        <source>This Is the Empty View</source>
        <translation>这是空画面</translation>
    </message>
    <message>
        <source>Forget the Empty View</source>
        <translation>清除空画面</translation>
    </message>
    <message>
        <source>Judge Now</source>
        <translation>立即判定</translation>
    </message>
    <message>
        <source>Each picture is one part. Set the camera&apos;s own trigger in the source&apos;s settings.</source>
        <translation>每幅图像为一个零件。请在图像源的设置中设定相机自身的触发。</translation>
    </message>
    <message>
        <source>Each picture of this source is one part, and none is left out.</source>
        <translation>此图像源的每幅图像为一个零件，一幅也不略去。</translation>
    </message>
    <message>
        <source>On a key, or when a PLC asks</source>
        <translation>按键，或 PLC 请求时</translation>
    </message>
    <message>
        <source>One verdict for each press of T or trigger of a PLC, of the next picture.</source>
        <translation>每次按 T 或 PLC 触发，对下一幅图像作一次判定。</translation>
    </message>
</context>
<context>
    <name>app::TsvTable</name>
    <message>
        <source>&amp;Copy</source>
        <translation>复制(&amp;C)</translation>
    </message>
</context>
<context>
    <name>app::WhatIfDialog</name>
    <message>
        <source>flipped verdicts</source>
        <translation>判定改变的零件</translation>
    </message>
    <message>
        <source>Judging %1 of %2 kept inspections…</source>
        <translation>正在判定已保存的检测结果：%1 / %2…</translation>
    </message>
    <message>
        <source>What If</source>
        <translation>假设分析</translation>
    </message>
    <message>
        <source>&amp;Judge Again</source>
        <translation>重新判定(&amp;J)</translation>
    </message>
    <message>
        <source>Show in the &amp;List</source>
        <translation>在列表中显示(&amp;L)</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>The recipe is as it was when it was opened: nothing can flip.</source>
        <translation>配方自打开以来没有更改：判定不会改变。</translation>
    </message>
    <message>
        <source>What has changed since the recipe was opened:</source>
        <translation>配方打开后的更改：</translation>
    </message>
    <message>
        <source>No verdict flips.</source>
        <translation>没有判定改变。</translation>
    </message>
    <message>
        <source>%1 towards fail, %2 towards pass.</source>
        <translation>%1 个趋向不合格，%2 个趋向合格。</translation>
    </message>
    <message numerus="yes">
        <source>%n inspection(s) judged in %1 s, %2 of them from kept figures.</source>
        <translation>
            <numerusform>%1 秒内判定了 %n 个检测结果，其中 %2 个使用已保存的数值。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n kept inspection(s) can&apos;t be read any more.</source>
        <translation>
            <numerusform>有 %n 个已保存的检测结果无法再读取。</numerusform>
        </translation>
    </message>
    <message>
        <source>There is no history to judge: it can&apos;t be opened.</source>
        <translation>没有可判定的历史：无法打开。</translation>
    </message>
    <message>
        <source>Judging…</source>
        <translation>正在判定…</translation>
    </message>
    <message numerus="yes">
        <source>Left out: %n picture(s) that what a recipe knows of good parts doesn&apos;t fit.</source>
        <translation>
            <numerusform>已略去 %n 张图像：配方中从良品学到的内容不适用于它们。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Left out: %n picture(s) whose brightness, focus or position was never measured. Open them to have that done.</source>
        <translation>
            <numerusform>略过 %n 幅从未测量亮度、清晰度或位置的图像。打开它们即可测量。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Left out: %n picture(s) that were never looked at in the tiles of the other recipe.</source>
        <translation>
            <numerusform>略过：%n 张图像从未按另一配方的分块检测。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>app::ZonePresenter</name>
    <message numerus="yes">
        <source>%n area(s) would lie outside of the reference picture, where nothing can be drawn.</source>
        <translation>
            <numerusform>有 %n 个区域将位于参考图像之外，那里不能绘制。</numerusform>
        </translation>
    </message>
    <message>
        <source>Zones can be drawn when it is known where the part lies: it isn&apos;t judged yet, or can&apos;t be.</source>
        <translation>知道零件的位置后才能画分区：它尚未判定，或无法判定。</translation>
    </message>
</context>
<context>
    <name>widgets::BaselineEditor</name>
    <message>
        <source>Learning…</source>
        <translation>正在学习…</translation>
    </message>
    <message numerus="yes">
        <source>Learn from %n part(s)</source>
        <translation>
            <numerusform>从 %n 个零件学习</numerusform>
        </translation>
    </message>
    <message>
        <source>Learn</source>
        <translation>学习</translation>
    </message>
    <message>
        <source>Nothing is learned yet. Where parts always lie alike in the picture, print, edges and holes need not stand there as defects.</source>
        <translation>尚未学习。如果零件在图像中的位置始终一致，印字、边缘和孔就不必再被当作缺陷。</translation>
    </message>
    <message numerus="yes">
        <source>Learned from %n good part(s).</source>
        <translation>
            <numerusform>已从 %n 个良品学习。</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 It doesn&apos;t fit the model&apos;s input or the tiles any more: learn again.</source>
        <translation>%1但它已不适用于当前的模型输入或图块：请重新学习。</translation>
    </message>
    <message>
        <source>%1 It takes something off %2 of the picture, so limits mean something else with it than without.</source>
        <translation>%1它在 %2 的画面上减去了热度，因此启用与关闭时限值的含义不同。</translation>
    </message>
    <message numerus="yes">
        <source>%n good part(s) are open.</source>
        <translation>
            <numerusform>已打开 %n 个良品。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of %1 good parts are open: label them good (G), or accept them (A).</source>
        <translation>
            <numerusform>已打开 %n 个良品，需要 %1 个：请将零件标注为良品（G）或接受（A）。</numerusform>
        </translation>
    </message>
    <message>
        <source>Take off what every good part shows</source>
        <translation>减去良品共有的热度</translation>
    </message>
    <message>
        <source>At each place the heat of a usual good part is taken off, before limits are asked; only what goes beyond it counts.
A defect there is told less loudly. Turn it off and on to see the difference.</source>
        <translation>在比较限值之前，先减去每个位置上普通良品的热度，只有超出的部分才算数。
这些位置上的缺陷会显得较弱。关闭再打开即可看到差别。</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>清除</translation>
    </message>
    <message>
        <source>Nothing is taken off any more</source>
        <translation>不再减去任何内容</translation>
    </message>
    <message>
        <source>From the good parts that are open, without the model. Set the limits anew afterwards:
best on parts that weren&apos;t learned from.</source>
        <translation>从已打开的良品学习，不运行模型。之后请重新设定限值，
最好使用未参与学习的零件。</translation>
    </message>
    <message>
        <source>%1 Parts were found otherwise then, so nothing is taken off now: learn again, or go back to that position.</source>
        <translation>%1 当时查找零件的方式不同，因此现在不减去任何内容：请重新学习，或恢复当时的位置设置。</translation>
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
    <name>widgets::CanvasCompare</name>
    <message>
        <source>Reference</source>
        <translation>参考件</translation>
    </message>
    <message>
        <source>This part</source>
        <translation>此零件</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>Heat</source>
        <translation>热图</translation>
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
    <name>widgets::CompareBar</name>
    <message>
        <source>No reference yet</source>
        <translation>尚无参考件</translation>
    </message>
    <message>
        <source>Reference: %1</source>
        <translation>参考件：%1</translation>
    </message>
    <message>
        <source>C switches, held it only shows</source>
        <translation>C 键切换，按住仅临时显示</translation>
    </message>
    <message>
        <source>Choose a reference first</source>
        <translation>请先选择参考件</translation>
    </message>
    <message>
        <source>Don&apos;t compare</source>
        <translation>不比较</translation>
    </message>
    <message>
        <source>Split: picture and heat</source>
        <translation>分割：图像与热图</translation>
    </message>
    <message>
        <source>Drag the line over the picture</source>
        <translation>在图像上拖动分割线</translation>
    </message>
    <message>
        <source>Split: part and reference</source>
        <translation>分割：零件与参考件</translation>
    </message>
    <message>
        <source>Blink</source>
        <translation>闪烁</translation>
    </message>
    <message>
        <source>Part and reference in turn, twice a second</source>
        <translation>零件与参考件交替显示，每秒两次</translation>
    </message>
    <message>
        <source>Side by side</source>
        <translation>并排</translation>
    </message>
    <message>
        <source>Two views that zoom and move together</source>
        <translation>两个视图同步缩放和移动</translation>
    </message>
    <message>
        <source>Use This Part as Reference</source>
        <translation>将此零件用作参考件</translation>
    </message>
    <message>
        <source>Other parts are then compared with it</source>
        <translation>之后其他零件将与其比较</translation>
    </message>
    <message>
        <source>Forget the Reference</source>
        <translation>清除参考件</translation>
    </message>
    <message>
        <source>Nothing is compared with it any more</source>
        <translation>不再与其比较</translation>
    </message>
</context>
<context>
    <name>widgets::ConfusionView</name>
    <message>
        <source>Hits</source>
        <translation>命中</translation>
    </message>
    <message>
        <source>Escapes</source>
        <translation>漏检</translation>
    </message>
    <message>
        <source>Overkills</source>
        <translation>过杀</translation>
    </message>
    <message>
        <source>Passes</source>
        <translation>合格</translation>
    </message>
    <message>
        <source>defective, at or above the limit</source>
        <translation>缺陷品，达到或高于限值</translation>
    </message>
    <message>
        <source>defective, below the limit</source>
        <translation>缺陷品，低于限值</translation>
    </message>
    <message>
        <source>good, at or above the limit</source>
        <translation>良品，达到或高于限值</translation>
    </message>
    <message>
        <source>good, below the limit</source>
        <translation>良品，低于限值</translation>
    </message>
    <message>
        <source>Truth against verdict</source>
        <translation>实际与判定</translation>
    </message>
    <message>
        <source>&amp;Limit of the image score</source>
        <translation>图像得分限值(&amp;L)</translation>
    </message>
    <message>
        <source>Greatest F&amp;1</source>
        <translation>最大 F1(&amp;1)</translation>
    </message>
    <message>
        <source>The limit at which the product&apos;s F1 is greatest</source>
        <translation>该产品 F1 最大处的限值</translation>
    </message>
    <message>
        <source>Defective</source>
        <translation>缺陷品</translation>
    </message>
    <message>
        <source>Good</source>
        <translation>良品</translation>
    </message>
    <message>
        <source>At or above the limit</source>
        <translation>达到或高于限值</translation>
    </message>
    <message>
        <source>Below the limit</source>
        <translation>低于限值</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>name of a cell: what it holds</comment>
        <translation>%1：%2</translation>
    </message>
</context>
<context>
    <name>widgets::CostEditor</name>
    <message numerus="yes">
        <source>The %Ln labelled part(s) cost %1</source>
        <translation>
            <numerusform>%Ln 个已标注零件的成本为 %1</numerusform>
        </translation>
    </message>
    <message>
        <source>One escape costs</source>
        <translation>每次漏检成本</translation>
    </message>
    <message>
        <source>One overkill costs</source>
        <translation>每次过杀成本</translation>
    </message>
    <message>
        <source>One review costs</source>
        <translation>每次复核成本</translation>
    </message>
    <message>
        <source>not set</source>
        <translation>未设置</translation>
    </message>
    <message>
        <source>In any currency; 0: left out</source>
        <translation>任意货币；0：不计入</translation>
    </message>
    <message>
        <source>Of these parts as they are labelled: where fewer parts are defective than here, escapes cost less</source>
        <translation>按这些零件的标注计算：若实际缺陷品比例低于此处，漏检的成本会更低</translation>
    </message>
</context>
<context>
    <name>widgets::DefectList</name>
    <message numerus="yes">
        <source>%Ln defect(s)</source>
        <translation>
            <numerusform>%Ln 处缺陷</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>No defects yet</source>
        <translation>尚无缺陷</translation>
    </message>
    <message>
        <source>Every region at or above the review limit, of every inspected part, is a row here.</source>
        <translation>所有已检测零件中达到或超过复核限值的每个区域在此各占一行。</translation>
    </message>
    <message>
        <source>No defect fulfils the filter</source>
        <translation>没有缺陷符合筛选条件</translation>
    </message>
    <message numerus="yes">
        <source>Clear the filter to see all %Ln defect(s).</source>
        <translation>
            <numerusform>清除筛选条件可查看全部 %Ln 处缺陷。</numerusform>
        </translation>
    </message>
    <message>
        <source>Filter: area &gt; 100 and zone = B</source>
        <translation>筛选：area &gt; 100 and zone = B</translation>
    </message>
    <message>
        <source>Filter of the defects</source>
        <translation>缺陷的筛选条件</translation>
    </message>
    <message>
        <source>Words of the part&apos;s name, or conditions: area &gt; 100 and zone = B, peak &gt;= 0.7, verdict = fail, class ~ scratch*. Fields: part, number, area, length, width, x, y, peak, mean, contrast, zone, class, verdict.</source>
        <translation>零件名称中的词，或条件：area &gt; 100 and zone = B、peak &gt;= 0.7、verdict = fail、class ~ scratch*。字段：part、number、area、length、width、x、y、peak、mean、contrast、zone、class、verdict。</translation>
    </message>
    <message>
        <source>Number of defects shown</source>
        <translation>显示的缺陷数</translation>
    </message>
</context>
<context>
    <name>widgets::DefectListView</name>
    <message>
        <source>Defects of all parts</source>
        <translation>所有零件的缺陷</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>列</translation>
    </message>
    <message>
        <source>&amp;Copy selected rows</source>
        <translation>复制所选行(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Copy all rows</source>
        <translation>复制所有行(&amp;C)</translation>
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
    <name>widgets::EvaluationCurvesPlot</name>
    <message>
        <source>Recall</source>
        <translation>召回率</translation>
    </message>
    <message>
        <source>False positive rate</source>
        <translation>假阳性率</translation>
    </message>
    <message>
        <source>True positive rate</source>
        <translation>真阳性率</translation>
    </message>
    <message>
        <source>Mean overlap of the regions</source>
        <translation>区域平均重叠率</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>精确率</translation>
    </message>
    <message>
        <source>%1 %2, %3 %4, limit %5</source>
        <comment>name, value, name, value</comment>
        <translation>%1 %2，%3 %4，限值 %5</translation>
    </message>
    <message>
        <source>The greatest F1</source>
        <translation>最大 F1</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Limit</source>
        <translation>限值</translation>
    </message>
    <message>
        <source>No product chosen</source>
        <translation>未选择产品</translation>
    </message>
    <message>
        <source>Choose one product in the table: its curves stand here.</source>
        <translation>在表中选择一种产品：此处显示其曲线。</translation>
    </message>
    <message>
        <source>No such curve</source>
        <translation>没有此曲线</translation>
    </message>
    <message>
        <source>It needs good and defective images.</source>
        <translation>需要良品和缺陷品图像。</translation>
    </message>
    <message>
        <source>It needs defective images with masks, and pixels without a defect.</source>
        <translation>需要带掩膜的缺陷图像以及无缺陷的像素。</translation>
    </message>
    <message>
        <source>Curves of the product</source>
        <translation>产品的曲线</translation>
    </message>
    <message>
        <source>ROC of pixels</source>
        <translation>像素 ROC</translation>
    </message>
    <message>
        <source>Precision and recall of pixels</source>
        <translation>像素精确率与召回率</translation>
    </message>
    <message>
        <source>PRO of regions</source>
        <translation>区域 PRO</translation>
    </message>
    <message>
        <source>ROC of images</source>
        <translation>图像 ROC</translation>
    </message>
    <message>
        <source>Precision and recall of images</source>
        <translation>图像精确率与召回率</translation>
    </message>
    <message>
        <source>Greatest F1</source>
        <translation>最大 F1</translation>
    </message>
    <message>
        <source>Kind of curve</source>
        <translation>曲线种类</translation>
    </message>
</context>
<context>
    <name>widgets::ExampleStrip</name>
    <message>
        <source>Epoch %1, %2: a defective part. Heat: what the model finds; line: what is marked as defective.</source>
        <translation>周期 %1，%2：缺陷品。热图：模型的发现；线：标记的缺陷。</translation>
    </message>
    <message>
        <source>Epoch %1, %2: a good part. It should stay without heat.</source>
        <translation>周期 %1，%2：良品。应当没有热图。</translation>
    </message>
    <message>
        <source>Validation parts after epoch %1 of %2</source>
        <translation>第 %1/%2 周期后的验证零件</translation>
    </message>
    <message>
        <source>%1, good</source>
        <translation>%1，良品</translation>
    </message>
    <message>
        <source>Epoch</source>
        <translation>周期</translation>
    </message>
    <message>
        <source>Back through the epochs: drag, or the arrow keys</source>
        <translation>回看各周期：拖动，或用方向键</translation>
    </message>
</context>
<context>
    <name>widgets::ExpressionEdit</name>
    <message>
        <source>How to filter</source>
        <translation>筛选方法</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>A part of the name, or a condition such as “score &gt; 0.6”</source>
        <translation>名称的一部分，或条件，例如“score &gt; 0.6”</translation>
    </message>
</context>
<context>
    <name>widgets::ExpressionHelp</name>
    <message>
        <source>How to filter</source>
        <translation>筛选方法</translation>
    </message>
    <message>
        <source>Recent</source>
        <translation>最近使用</translation>
    </message>
    <message>
        <source>Examples</source>
        <translation>示例</translation>
    </message>
    <message>
        <source>Fields</source>
        <translation>字段</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>field: its words</comment>
        <translation>%1：%2</translation>
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
    <message>
        <source>Ascending order</source>
        <translation>升序</translation>
    </message>
    <message>
        <source>Descending order</source>
        <translation>降序</translation>
    </message>
    <message>
        <source>Region score</source>
        <translation>区域得分</translation>
    </message>
    <message>
        <source>Area</source>
        <translation>面积</translation>
    </message>
    <message>
        <source>Regions</source>
        <translation>区域数</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>标注</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Group by folder</source>
        <translation>按文件夹分组</translation>
    </message>
</context>
<context>
    <name>widgets::GaugePlot</name>
    <message>
        <source>%1 by %2: %3</source>
        <comment>part by appraiser: value</comment>
        <translation>%1，%2：%3</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>part: value</comment>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>零件</translation>
    </message>
    <message>
        <source>Appraiser</source>
        <translation>评价人</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>No study</source>
        <translation>没有研究</translation>
    </message>
    <message>
        <source>Every value of every part stands here, as soon as there are some.</source>
        <translation>有数值后，每个零件的每个数值都显示在这里。</translation>
    </message>
    <message>
        <source>Values of each part by appraiser</source>
        <translation>各零件按评价人的数值</translation>
    </message>
</context>
<context>
    <name>widgets::HistogramPlot</name>
    <message>
        <source>Score</source>
        <translation>得分</translation>
    </message>
    <message>
        <source>Parts</source>
        <translation>零件数</translation>
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
    <message>
        <source>Length</source>
        <translation>长度</translation>
    </message>
    <message>
        <source>Shorter regions are left out; the longest way across counts</source>
        <translation>更短的区域不计；以最长跨度为准</translation>
    </message>
    <message>
        <source>Regions grow below the limit</source>
        <translation>区域向限值以下生长</translation>
    </message>
    <message>
        <source>A region begins where a limit is reached and spreads as far as the heat stays above a lower one</source>
        <translation>区域从达到限值处开始，一直扩展到热度仍高于较低限值之处</translation>
    </message>
    <message>
        <source>Down to</source>
        <translation>下至</translation>
    </message>
    <message>
        <source>Regions</source>
        <translation>区域</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>得分</translation>
    </message>
    <message>
        <source>Tiles</source>
        <translation>图块</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>Good parts</source>
        <translation>良品</translation>
    </message>
    <message>
        <source>Position</source>
        <translation>位置</translation>
    </message>
</context>
<context>
    <name>widgets::LimitHandle</name>
    <message>
        <source>Fail limit, %1</source>
        <translation>不合格限值，%1</translation>
    </message>
    <message>
        <source>Review limit, %1</source>
        <translation>复核限值，%1</translation>
    </message>
    <message>
        <source>Arrow keys move it</source>
        <translation>用方向键移动</translation>
    </message>
</context>
<context>
    <name>widgets::LimitOverlay</name>
    <message>
        <source>Score %1 to %2</source>
        <translation>得分 %1 到 %2</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>label: number of parts</comment>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Click to see them</source>
        <translation>单击可查看这些零件</translation>
    </message>
    <message>
        <source>Suggested %1</source>
        <translation>建议 %1</translation>
    </message>
</context>
<context>
    <name>widgets::LinkedViews</name>
    <message>
        <source>No reference yet</source>
        <translation>尚无参考件</translation>
    </message>
    <message>
        <source>A reference is a part that others are compared with, best a good one.</source>
        <translation>参考件是供其他零件比较的零件，最好是良品。</translation>
    </message>
    <message>
        <source>Use This Part as Reference</source>
        <translation>将此零件用作参考件</translation>
    </message>
    <message>
        <source>This part</source>
        <translation>此零件</translation>
    </message>
    <message>
        <source>Reference</source>
        <translation>参考件</translation>
    </message>
    <message>
        <source>Reference: %1</source>
        <translation>参考件：%1</translation>
    </message>
</context>
<context>
    <name>widgets::LocationMap</name>
    <message>
        <source>No places to show yet</source>
        <translation>尚无位置可显示</translation>
    </message>
    <message>
        <source>Inspect parts: where their defects lie is gathered here over all images. A drag shows the parts with a defect inside.</source>
        <translation>检测零件后，此处汇总所有图像中缺陷的位置。拖动框选可显示框内有缺陷的零件。</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>点</translation>
    </message>
    <message>
        <source>Each defect as a point, while there are few enough for the map&apos;s size: a cross fails, a diamond wants review</source>
        <translation>每处缺陷显示为一个点（数量相对图的大小不太多时）：叉号为不合格，菱形为待复核</translation>
    </message>
    <message>
        <source>% of the width</source>
        <translation>占宽度的 %</translation>
    </message>
    <message>
        <source>% of the height</source>
        <translation>占高度的 %</translation>
    </message>
    <message>
        <source>Defects per cell</source>
        <translation>每格缺陷数</translation>
    </message>
    <message>
        <source>Map of the defects&apos; places</source>
        <translation>缺陷位置图</translation>
    </message>
    <message>
        <source>defects at %1 to %2 % across, %3 to %4 % down</source>
        <translation>横向 %1 到 %2 %、纵向 %3 到 %4 % 处的缺陷</translation>
    </message>
    <message>
        <source>%1: %2 on %3</source>
        <translation>%1：%2，分布于 %3</translation>
    </message>
    <message numerus="yes">
        <source>%Ln defect(s)</source>
        <translation>
            <numerusform>%Ln 处缺陷</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln part(s)</source>
        <translation>
            <numerusform>%Ln 个零件</numerusform>
        </translation>
    </message>
    <message>
        <source>From % of the width</source>
        <translation>起始（占宽度的 %）</translation>
    </message>
    <message>
        <source>To % of the width</source>
        <translation>终止（占宽度的 %）</translation>
    </message>
    <message>
        <source>From % of the height</source>
        <translation>起始（占高度的 %）</translation>
    </message>
    <message>
        <source>To % of the height</source>
        <translation>终止（占高度的 %）</translation>
    </message>
    <message>
        <source>Defects</source>
        <translation>缺陷数</translation>
    </message>
</context>
<context>
    <name>widgets::MeasureHistogram</name>
    <message>
        <source>No defects to count yet</source>
        <translation>尚无缺陷可统计</translation>
    </message>
    <message>
        <source>Inspect parts: how large and how strong their regions are is counted here. A click on a bar shows its parts.</source>
        <translation>检测零件后，此处统计其区域的大小和强度。单击柱条可显示对应的零件。</translation>
    </message>
    <message>
        <source>Measurement</source>
        <translation>测量值</translation>
    </message>
    <message>
        <source>What is measured on each region</source>
        <translation>对每个区域测量的内容</translation>
    </message>
    <message>
        <source>Logarithmic</source>
        <translation>对数</translation>
    </message>
    <message>
        <source>Bins of equal ratio: small and large regions side by side</source>
        <translation>等比分箱：大小区域可并列比较</translation>
    </message>
    <message>
        <source>Histogram of the defects</source>
        <translation>缺陷直方图</translation>
    </message>
    <message>
        <source>area %1 to %2</source>
        <translation>面积 %1 至 %2</translation>
    </message>
    <message>
        <source>length %1 to %2</source>
        <translation>长度 %1 至 %2</translation>
    </message>
    <message>
        <source>width %1 to %2</source>
        <translation>宽度 %1 至 %2</translation>
    </message>
    <message>
        <source>peak %1 to %2</source>
        <translation>峰值 %1 至 %2</translation>
    </message>
    <message>
        <source>mean %1 to %2</source>
        <translation>均值 %1 至 %2</translation>
    </message>
    <message>
        <source>contrast %1 to %2</source>
        <translation>对比度 %1 至 %2</translation>
    </message>
    <message>
        <source>%1: %2 on %3</source>
        <translation>%1：%2，分布于 %3</translation>
    </message>
    <message numerus="yes">
        <source>%Ln defect(s)</source>
        <translation>
            <numerusform>%Ln 处缺陷</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln part(s)</source>
        <translation>
            <numerusform>%Ln 个零件</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 from</source>
        <translation>%1 起始</translation>
    </message>
    <message>
        <source>%1 to below</source>
        <translation>%1 终止（不含）</translation>
    </message>
    <message>
        <source>Defects</source>
        <translation>缺陷数</translation>
    </message>
    <message>
        <source>centre x %1 to %2</source>
        <translation>中心 x %1 到 %2</translation>
    </message>
    <message>
        <source>centre y %1 to %2</source>
        <translation>中心 y %1 到 %2</translation>
    </message>
    <message>
        <source>box width %1 to %2</source>
        <translation>外框宽度 %1 到 %2</translation>
    </message>
    <message>
        <source>box height %1 to %2</source>
        <translation>外框高度 %1 到 %2</translation>
    </message>
    <message>
        <source>%1 to below %2 regions</source>
        <translation>%1 到不足 %2 个区域</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Parts</source>
        <translation>零件</translation>
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
    <name>widgets::NoticeBar</name>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>widgets::NumberLink</name>
    <message>
        <source>%1: %2</source>
        <comment>what is counted: number</comment>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>%1. Click to see them</source>
        <translation>%1。单击查看</translation>
    </message>
</context>
<context>
    <name>widgets::PageView</name>
    <message>
        <source>Page %1 of %2</source>
        <translation>第 %1 页，共 %2 页</translation>
    </message>
</context>
<context>
    <name>widgets::ParetoPlot</name>
    <message>
        <source>No defects to rank yet</source>
        <translation>尚无缺陷可排序</translation>
    </message>
    <message>
        <source>Inspect parts: the class, zone or folder with the most defects stands first here. A click on a bar shows its parts.</source>
        <translation>检测零件后，缺陷最多的类别、分区或文件夹排在此处最前。单击柱条可显示对应的零件。</translation>
    </message>
    <message>
        <source>Defects</source>
        <translation>缺陷数</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>(top folder)</source>
        <translation>（顶层文件夹）</translation>
    </message>
    <message numerus="yes">
        <source>%Ln more</source>
        <translation>
            <numerusform>其他 %Ln 项</numerusform>
        </translation>
    </message>
    <message>
        <source>no class</source>
        <translation>未分类</translation>
    </message>
    <message>
        <source>no zone</source>
        <translation>分区外</translation>
    </message>
    <message>
        <source>class %1</source>
        <translation>类别 %1</translation>
    </message>
    <message>
        <source>zone %1</source>
        <translation>分区 %1</translation>
    </message>
    <message>
        <source>defects in folder %1</source>
        <translation>文件夹 %1 中的缺陷</translation>
    </message>
    <message numerus="yes">
        <source>%Ln other class(es)</source>
        <translation>
            <numerusform>其他 %Ln 个类别</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln other zone(s)</source>
        <translation>
            <numerusform>其他 %Ln 个分区</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>defects in %Ln other folder(s)</source>
        <translation>
            <numerusform>其他 %Ln 个文件夹中的缺陷</numerusform>
        </translation>
    </message>
    <message>
        <source>unclassified defects</source>
        <translation>未分类的缺陷</translation>
    </message>
    <message>
        <source>defects in no zone</source>
        <translation>分区外的缺陷</translation>
    </message>
    <message numerus="yes">
        <source>%Ln defect(s)</source>
        <translation>
            <numerusform>%Ln 处缺陷</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: %2, %3; %4 % with all before it</source>
        <translation>%1：%2，%3；累计 %4 %（含前面各项）</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Zone</source>
        <translation>分区</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Cumulative %</source>
        <translation>累计 %</translation>
    </message>
    <message>
        <source>By class</source>
        <translation>按类别</translation>
    </message>
    <message>
        <source>By zone</source>
        <translation>按分区</translation>
    </message>
    <message>
        <source>By folder</source>
        <translation>按文件夹</translation>
    </message>
    <message>
        <source>Grouping</source>
        <translation>分组方式</translation>
    </message>
    <message>
        <source>What defects are counted by</source>
        <translation>缺陷的统计依据</translation>
    </message>
    <message>
        <source>Number of defects</source>
        <translation>缺陷数量</translation>
    </message>
    <message>
        <source>Area of defects</source>
        <translation>缺陷面积</translation>
    </message>
    <message>
        <source>Height of the bars</source>
        <translation>柱高</translation>
    </message>
    <message>
        <source>What the bars add up</source>
        <translation>柱条累加的量</translation>
    </message>
    <message>
        <source>Pareto chart of the defects</source>
        <translation>缺陷帕累托图</translation>
    </message>
</context>
<context>
    <name>widgets::PartFilterModel</name>
    <message numerus="yes">
        <source>%1: %n part(s)</source>
        <comment>folder</comment>
        <translation>
            <numerusform>%1：%n 个零件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n failing</source>
        <translation>
            <numerusform>%n 个不合格</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n to review</source>
        <translation>
            <numerusform>%n 个待复核</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n passing</source>
        <translation>
            <numerusform>%n 个合格</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n without a verdict</source>
        <translation>
            <numerusform>%n 个无判定</numerusform>
        </translation>
    </message>
    <message>
        <source>Folded.</source>
        <translation>已折叠。</translation>
    </message>
</context>
<context>
    <name>widgets::PictureGateEditor</name>
    <message>
        <source>This picture: brightness %1, focus %2.</source>
        <translation>此图像：亮度 %1，清晰度 %2。</translation>
    </message>
    <message>
        <source>This picture isn&apos;t measured yet: that is done when it is inspected.</source>
        <translation>此图像尚未测量：检测时会测量。</translation>
    </message>
    <message>
        <source>A part whose picture isn&apos;t like that is never passed: a person is asked to look at it.</source>
        <translation>图像不符合要求的零件绝不会判为合格：需要由人查看。</translation>
    </message>
    <message>
        <source>Mean grey value of the whole picture, 0 (black) to 255 (white).</source>
        <translation>整幅图像的平均灰度值，0（黑）至 255（白）。</translation>
    </message>
    <message>
        <source>Brightness from</source>
        <translation>亮度不低于</translation>
    </message>
    <message>
        <source>Brightness up to</source>
        <translation>亮度不高于</translation>
    </message>
    <message>
        <source>Focus from</source>
        <translation>清晰度不低于</translation>
    </message>
    <message>
        <source>How much fine detail the picture has (variance of the Laplacian): it falls when the lens is out of focus or dirty.
It hangs on the part and on the light too, so compare pictures of the same kind.</source>
        <translation>图像有多少细节（拉普拉斯方差）：镜头失焦或脏污时会下降。
它也取决于零件和光照，因此请比较同类图像。</translation>
    </message>
    <message>
        <source>Propose</source>
        <translation>建议</translation>
    </message>
    <message>
        <source>Limits that all usual pictures of those open pass with room to spare; it takes five that are inspected</source>
        <translation>所打开图像中通常的图像都能宽裕通过的限值；需要五幅已检测的图像</translation>
    </message>
</context>
<context>
    <name>widgets::PlotView</name>
    <message>
        <source>&amp;Copy numbers</source>
        <translation>复制数值(&amp;C)</translation>
    </message>
</context>
<context>
    <name>widgets::PositionEditor</name>
    <message>
        <source>This part is the reference.</source>
        <translation>此零件就是参考。</translation>
    </message>
    <message>
        <source>This part isn&apos;t looked for yet.</source>
        <translation>尚未查找此零件的位置。</translation>
    </message>
    <message>
        <source>This part isn&apos;t found: match %1, at least %2 asked for.</source>
        <translation>没有找到此零件：匹配度 %1，要求至少 %2。</translation>
    </message>
    <message>
        <source>%1 to the left</source>
        <translation>偏左 %1</translation>
    </message>
    <message>
        <source>%1 to the right</source>
        <translation>偏右 %1</translation>
    </message>
    <message>
        <source>%1 up</source>
        <translation>偏上 %1</translation>
    </message>
    <message>
        <source>%1 down</source>
        <translation>偏下 %1</translation>
    </message>
    <message>
        <source>turned left by %1°</source>
        <translation>逆时针转 %1°</translation>
    </message>
    <message>
        <source>turned right by %1°</source>
        <translation>顺时针转 %1°</translation>
    </message>
    <message>
        <source>This part lies %1, %2, %3; match %4.</source>
        <translation>此零件%1，%2，%3；匹配度 %4。</translation>
    </message>
    <message>
        <source>Find the part in each picture</source>
        <translation>在每幅图像中查找零件</translation>
    </message>
    <message>
        <source>Zones, don&apos;t-care areas and what good parts show lie where the part does.
A part that isn&apos;t found is never passed: a person is asked to look at it.</source>
        <translation>分区、不判定区和良品显示的内容都随零件移动。
找不到的零件绝不会判为合格：需要由人查看。</translation>
    </message>
    <message>
        <source>Where parts lie elsewhere in each picture, zones, don&apos;t-care areas and what good parts show can move along. Show a part that lies well, and take it as the reference.</source>
        <translation>如果零件在每幅图像中的位置不同，分区、不判定区和良品显示的内容可以随之移动。请显示一个放置良好的零件，并把它取为参考。</translation>
    </message>
    <message>
        <source>Moved by up to</source>
        <translation>最多偏移</translation>
    </message>
    <message>
        <source> %</source>
        <translation> %</translation>
    </message>
    <message>
        <source>How far the mark is looked for, in percent of the picture&apos;s longer side.
Further takes longer.</source>
        <translation>在多大范围内查找标记，以图像长边的百分比表示。
范围越大，用时越长。</translation>
    </message>
    <message>
        <source>Turned by up to</source>
        <translation>最多转动</translation>
    </message>
    <message>
        <source>°</source>
        <translation>°</translation>
    </message>
    <message>
        <source>Either way. Further takes longer: 180° means that parts may lie any way round.</source>
        <translation>两个方向都查找。角度越大，用时越长：180° 表示零件可以任意朝向。</translation>
    </message>
    <message>
        <source>Match from</source>
        <translation>匹配度不低于</translation>
    </message>
    <message>
        <source>How like the reference the mark has to be, 0 to 1 (correlation): brightness and contrast don&apos;t count.
Lower it where good parts aren&apos;t found, raise it where something else is taken for the part.</source>
        <translation>标记与参考的相似程度，0 到 1（相关系数）：与亮度和对比度无关。
良品找不到时调低，把别的东西当成零件时调高。</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>清除</translation>
    </message>
    <message>
        <source>Every part counts as lying alike again</source>
        <translation>所有零件重新视为位置相同</translation>
    </message>
    <message>
        <source>Take This Part</source>
        <translation>取此零件为参考</translation>
    </message>
    <message>
        <source>The part that is shown becomes the reference. Zones that are there already keep their places in its picture.</source>
        <translation>所显示的零件成为参考。已有的分区保持在其图像中的位置。</translation>
    </message>
    <message>
        <source>This part lies %1, %2, %3: further than allowed. Match %4.</source>
        <translation>此零件%1，%2，%3：超出允许范围。匹配度 %4。</translation>
    </message>
    <message>
        <source>Parts aren&apos;t looked for: each counts as lying as in the reference.</source>
        <translation>不查找零件：每个零件都视为与参考位置相同。</translation>
    </message>
    <message>
        <source>This part can&apos;t be looked for: what that takes was not kept. Inspect it again.</source>
        <translation>无法查找此零件：没有保存所需的数据。请重新检测。</translation>
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
    <name>widgets::RateCard</name>
    <message>
        <source>of %1</source>
        <translation>/ %1</translation>
    </message>
    <message>
        <source>at most %1</source>
        <translation>至多 %1</translation>
    </message>
    <message>
        <source>%1, 95&#xa0;%: %2</source>
        <comment>parts per million, interval of confidence</comment>
        <translation>%1，95&#xa0;%：%2</translation>
    </message>
    <message>
        <source>Wilson&apos;s interval: the true rate lies in it with 95 % confidence</source>
        <translation>威尔逊区间：真实比率以 95 % 的置信度位于其中</translation>
    </message>
    <message>
        <source>The most (least) that so many parts allow to promise with 95 % confidence</source>
        <translation>这么多零件在 95 % 置信度下所能保证的上限（下限）</translation>
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
    <name>widgets::ReferenceView</name>
    <message>
        <source>Mark that parts are found by</source>
        <translation>用于查找零件的标记</translation>
    </message>
    <message>
        <source>Drag a rectangle around what looks alike on every part; drag inside it to move it.
Arrow keys move it, with Shift its lower right corner. Double click: the usual one.</source>
        <translation>在每个零件上看起来都一样的地方拖出一个矩形；在其中拖动可移动它。
方向键移动它，按住 Shift 移动其右下角。双击：恢复默认。</translation>
    </message>
</context>
<context>
    <name>widgets::RemovableChip</name>
    <message>
        <source>Show all again (Esc)</source>
        <translation>恢复显示全部（Esc）</translation>
    </message>
    <message>
        <source>Remove: %1</source>
        <translation>移除：%1</translation>
    </message>
</context>
<context>
    <name>widgets::ReviewPanel</name>
    <message>
        <source>Not reviewed yet.</source>
        <translation>尚未复核。</translation>
    </message>
    <message>
        <source>somebody</source>
        <translation>某人</translation>
    </message>
    <message>
        <source>Overruled: %1, says %2, %3. The machine says %4.</source>
        <translation>已改判：%1，由 %2 判定，%3。机器判定为%4。</translation>
    </message>
    <message>
        <source>%1, says %2, %3.</source>
        <translation>%1，由 %2 判定，%3。</translation>
    </message>
    <message>
        <source>Region %1</source>
        <translation>区域 %1</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>区域</translation>
    </message>
    <message>
        <source>Class, such as scratch</source>
        <translation>类别，例如 划痕</translation>
    </message>
    <message>
        <source>Select a region first</source>
        <translation>请先选择一个区域</translation>
    </message>
    <message>
        <source>Accept</source>
        <translation>接受</translation>
    </message>
    <message>
        <source>The part is good (A)</source>
        <translation>零件是好的（A）</translation>
    </message>
    <message>
        <source>Reject</source>
        <translation>拒收</translation>
    </message>
    <message>
        <source>The part is defective (R)</source>
        <translation>零件有缺陷（R）</translation>
    </message>
    <message>
        <source>Overrule</source>
        <translation>改判</translation>
    </message>
    <message>
        <source>The opposite of what the machine says (O)</source>
        <translation>与机器的判定相反（O）</translation>
    </message>
    <message>
        <source>Take Back</source>
        <translation>撤回</translation>
    </message>
    <message>
        <source>Take your verdict back; the log keeps both</source>
        <translation>撤回您的判定；日志保留两者</translation>
    </message>
    <message>
        <source>Really is</source>
        <translation>实际为</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>Good</source>
        <translation>良品</translation>
    </message>
    <message>
        <source>Defective</source>
        <translation>缺陷品</translation>
    </message>
    <message>
        <source>What the part really is isn&apos;t known (U)</source>
        <translation>不知道零件实际如何（U）</translation>
    </message>
    <message>
        <source>The part is really good; limits are tuned against this (G)</source>
        <translation>零件实际为良品；限值据此调整（G）</translation>
    </message>
    <message>
        <source>The part is really defective; limits are tuned against this (B)</source>
        <translation>零件实际为缺陷品；限值据此调整（B）</translation>
    </message>
    <message>
        <source>Class of the region</source>
        <translation>区域的类别</translation>
    </message>
    <message>
        <source>Class of the selected region (L)</source>
        <translation>所选区域的类别（L）</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Note on this part (N)</source>
        <translation>此零件的备注（N）</translation>
    </message>
    <message>
        <source>Note on this part</source>
        <translation>此零件的备注</translation>
    </message>
    <message>
        <source>%1 Judged blind: %2.</source>
        <translation>%1盲审：%2。</translation>
    </message>
</context>
<context>
    <name>widgets::RulerTool</name>
    <message>
        <source>Drag an end, or nudge it with the arrow keys. Enter: calibrate by this length. Esc: remove.</source>
        <translation>拖动端点，或用方向键微调。Enter：按此长度标定。Esc：删除。</translation>
    </message>
    <message>
        <source>Drag from end to end. Shift: level, upright or diagonal. Esc: done.</source>
        <translation>从一端拖到另一端。Shift：水平、垂直或对角。Esc：结束。</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>across %1, down %2, %3°</source>
        <translation>横 %1，纵 %2，%3°</translation>
    </message>
</context>
<context>
    <name>widgets::ScoreEditor</name>
    <message>
        <source>Rule</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>Mean of the top, both branches</source>
        <translation>两个分支最高部分的平均值</translation>
    </message>
    <message>
        <source>Mean of the top</source>
        <translation>最高部分的平均值</translation>
    </message>
    <message>
        <source>Greatest value</source>
        <translation>最大值</translation>
    </message>
    <message>
        <source>Share of the area</source>
        <translation>面积占比</translation>
    </message>
    <message>
        <source>How one number is made of the heat. The first is the published one: both branches, before blending and smoothing.</source>
        <translation>如何由热度得到一个数值。第一种是论文公布的做法：两个分支，在混合和平滑之前。</translation>
    </message>
    <message>
        <source>Of the pixels</source>
        <translation>取像素的</translation>
    </message>
    <message>
        <source> %</source>
        <translation> %</translation>
    </message>
    <message>
        <source>At or above</source>
        <translation>不低于</translation>
    </message>
    <message>
        <source>The score has limits too</source>
        <translation>得分也有限值</translation>
    </message>
    <message>
        <source>The worse of both verdicts counts: that of the regions and that of the score</source>
        <translation>以区域判定和得分判定中较差者为准</translation>
    </message>
    <message>
        <source>Fail</source>
        <translation>不合格</translation>
    </message>
    <message>
        <source>A score that reaches this fails the part</source>
        <translation>得分达到此值则零件不合格</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>复核</translation>
    </message>
    <message>
        <source>A score that reaches only this asks for a person</source>
        <translation>得分仅达到此值则需要人工复核</translation>
    </message>
</context>
<context>
    <name>widgets::ScoreHistogram</name>
    <message numerus="yes">
        <source>Scores of %Ln part(s).</source>
        <translation>
            <numerusform>%Ln 个零件的得分。</numerusform>
        </translation>
    </message>
    <message>
        <source>Fail limit %1, review limit %2.</source>
        <translation>不合格限值 %1，复核限值 %2。</translation>
    </message>
    <message>
        <source>Escapes %1, overkill %2.</source>
        <translation>漏检 %1，过杀 %2。</translation>
    </message>
    <message>
        <source>Score histogram</source>
        <translation>得分直方图</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>对数</translation>
    </message>
    <message>
        <source>Few parts beside many: count on a logarithmic axis</source>
        <translation>零件多寡悬殊时：用对数轴计数</translation>
    </message>
    <message>
        <source>Whole axis</source>
        <translation>完整坐标轴</translation>
    </message>
    <message>
        <source>Show all scores from 0 to 1. The wheel zooms, with Shift it moves.</source>
        <translation>显示 0 到 1 的全部得分。滚轮缩放，按住 Shift 滚动则平移。</translation>
    </message>
    <message>
        <source>Score shown</source>
        <translation>显示的得分</translation>
    </message>
    <message>
        <source>The region score is judged by the recipe&apos;s limits, the image score by the limits on the score</source>
        <translation>区域得分按配方的限值判定，图像得分按得分的限值判定</translation>
    </message>
</context>
<context>
    <name>widgets::SplitHandle</name>
    <message>
        <source>Dividing line</source>
        <translation>分割线</translation>
    </message>
    <message>
        <source>%1 % from the left</source>
        <translation>距左侧 %1 %</translation>
    </message>
    <message>
        <source>Drag, or move with the arrow keys; a double click goes back to the middle</source>
        <translation>拖动，或用方向键移动；双击回到中间</translation>
    </message>
</context>
<context>
    <name>widgets::StatisticsPanel</name>
    <message>
        <source>Statistics</source>
        <translation>统计</translation>
    </message>
    <message>
        <source>Label parts as good or defective (G / B, with Shift all that are shown) to see escapes and overkill.</source>
        <translation>将零件标注为良品或缺陷品（G / B，加 Shift 作用于所有显示的零件）即可查看漏检和过杀。</translation>
    </message>
    <message>
        <source>Escapes</source>
        <translation>漏检</translation>
    </message>
    <message>
        <source>Defective parts that pass</source>
        <translation>判为合格的缺陷品</translation>
    </message>
    <message>
        <source>Label defective parts (B) to see how many escape.</source>
        <translation>标注缺陷品（B）即可查看漏检的数量。</translation>
    </message>
    <message>
        <source>Overkill</source>
        <translation>过杀</translation>
    </message>
    <message>
        <source>Good parts that fail</source>
        <translation>判为不合格的良品</translation>
    </message>
    <message>
        <source>Label good parts (G) to see how many fail.</source>
        <translation>标注良品（G）即可查看有多少被判为不合格。</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>复核</translation>
    </message>
    <message>
        <source>Labelled parts that a person has to look at</source>
        <translation>需要人工查看的已标注零件</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>成本</translation>
    </message>
</context>
<context>
    <name>widgets::SuggestionPanel</name>
    <message>
        <source>Escapes at most</source>
        <translation>漏检至多</translation>
    </message>
    <message>
        <source>Overkill at most</source>
        <translation>过杀至多</translation>
    </message>
    <message>
        <source>Limit %1</source>
        <translation>限值 %1</translation>
    </message>
    <message>
        <source>Suggested limit</source>
        <translation>建议限值</translation>
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
        <translation>用作不合格限值</translation>
    </message>
    <message>
        <source>Use as review limit</source>
        <translation>用作复核限值</translation>
    </message>
    <message numerus="yes">
        <source>%Ln labelled part(s) fail(s) by another limit, whatever this one is.</source>
        <translation>
            <numerusform>无论此限值如何，有 %Ln 个已标注零件因其他限值而不合格。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>widgets::TileEditor</name>
    <message>
        <source>This picture would have more than %1 tiles and is not inspected: take at least %2 px.</source>
        <translation>此图像将超过 %1 块，因而不作检测：边长至少取 %2 px。</translation>
    </message>
    <message>
        <source>One patch of the model covers %1 × %2 %3 of this picture.</source>
        <translation>模型的一个小块覆盖此图像的 %1 × %2 %3。</translation>
    </message>
    <message>
        <source>It fits into one tile.</source>
        <translation>整幅图像可放入一块。</translation>
    </message>
    <message numerus="yes">
        <source>%n tiles, about %n times as long.</source>
        <translation>
            <numerusform>共 %n 块，耗时约为 %n 倍。</numerusform>
        </translation>
    </message>
    <message>
        <source>Look at the picture in tiles</source>
        <translation>分块查看图像</translation>
    </message>
    <message>
        <source>Small defects in a large picture are lost where the whole of it is shrunk to the model&apos;s input.
Each tile is looked at with the whole input; neighbours overlap by a fifth, and their heat passes over without a seam.</source>
        <translation>整幅大图缩小到模型输入尺寸时，小缺陷会丢失。
每个图块都用模型的完整输入来查看；相邻图块重叠五分之一，热图平滑过渡、没有接缝。</translation>
    </message>
    <message>
        <source>Side of a tile</source>
        <translation>图块边长</translation>
    </message>
    <message>
        <source> px</source>
        <translation> px</translation>
    </message>
    <message>
        <source>In pixels of the picture. The smaller the tiles, the smaller the defects that are seen, and the longer it takes.</source>
        <translation>以图像像素计。图块越小，能看到的缺陷越小，耗时也越长。</translation>
    </message>
</context>
<context>
    <name>widgets::TrainingPlot</name>
    <message>
        <source>Epoch %1: loss %2, pixel AP %3, image AUROC %4</source>
        <translation>周期 %1：损失 %2，像素 AP %3，图像 AUROC %4</translation>
    </message>
    <message>
        <source> (the best)</source>
        <translation>（最佳）</translation>
    </message>
    <message>
        <source>Epoch</source>
        <translation>周期</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>Pixel AP</source>
        <translation>像素 AP</translation>
    </message>
    <message>
        <source>Image AUROC</source>
        <translation>图像 AUROC</translation>
    </message>
    <message>
        <source>No training yet</source>
        <translation>尚无训练</translation>
    </message>
    <message>
        <source>The loss of each step and the figures of each epoch appear here while the model learns.</source>
        <translation>模型学习时，每一步的损失和每个周期的指标显示在这里。</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Pixel AP of the validation</source>
        <translation>验证集的像素 AP</translation>
    </message>
    <message>
        <source>Image AUROC of the validation</source>
        <translation>验证集的图像 AUROC</translation>
    </message>
    <message>
        <source>Validation</source>
        <translation>验证</translation>
    </message>
</context>
<context>
    <name>widgets::TrendPlot</name>
    <message>
        <source>No scores yet</source>
        <translation>尚无得分</translation>
    </message>
    <message>
        <source>Inspect parts: their scores stand here in order, so that a drift shows. A click on a point opens its part.</source>
        <translation>检测零件后，得分在此按顺序显示，便于发现漂移。单击数据点可打开对应的零件。</translation>
    </message>
    <message>
        <source>No part has a time</source>
        <translation>没有零件带有时间</translation>
    </message>
    <message>
        <source>Choose the order of files to see the scores.</source>
        <translation>请选择文件顺序以查看得分。</translation>
    </message>
    <message>
        <source>Part, in file order</source>
        <translation>零件（按文件顺序）</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message numerus="yes">
        <source>Time (%Ln part(s) have none)</source>
        <translation>
            <numerusform>时间（%Ln 个零件没有时间）</numerusform>
        </translation>
    </message>
    <message>
        <source>parts %1 to %2</source>
        <translation>第 %1 至 %2 个零件</translation>
    </message>
    <message>
        <source>parts from %1 to %2</source>
        <translation>%1 至 %2 的零件</translation>
    </message>
    <message>
        <source>%1: %2, score %3</source>
        <translation>%1：%2，得分 %3</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>Parts %1 to %2: %3 % fail, limits %4 to %5 %</source>
        <translation>第 %1 至 %2 个零件：%3 % 不合格，控制限 %4 至 %5 %</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>序号</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>零件</translation>
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
        <source>Fail %1</source>
        <translation>不合格 %1</translation>
    </message>
    <message>
        <source>Review %1</source>
        <translation>复核 %1</translation>
    </message>
    <message>
        <source>File order</source>
        <translation>文件顺序</translation>
    </message>
    <message>
        <source>Order of the parts</source>
        <translation>零件的排序</translation>
    </message>
    <message>
        <source>What the parts are ordered by</source>
        <translation>零件的排序依据</translation>
    </message>
    <message>
        <source>No line</source>
        <translation>无曲线</translation>
    </message>
    <message>
        <source>Running mean</source>
        <translation>移动平均</translation>
    </message>
    <message>
        <source>Fail rate</source>
        <translation>不合格率</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>曲线</translation>
    </message>
    <message>
        <source>Running mean of the score, or the share of failing parts in groups with its 3-sigma limits (p chart)</source>
        <translation>得分的移动平均，或各组中不合格零件的占比及其 3σ 控制限（p 图）</translation>
    </message>
    <message>
        <source> parts</source>
        <translation> 个零件</translation>
    </message>
    <message>
        <source>Parts in a group</source>
        <translation>每组零件数</translation>
    </message>
    <message>
        <source>How many parts are taken together</source>
        <translation>合在一起计算的零件数</translation>
    </message>
    <message>
        <source>% failing</source>
        <translation>不合格 %</translation>
    </message>
    <message>
        <source>Trend of the scores</source>
        <translation>得分趋势</translation>
    </message>
    <message>
        <source>Wheel: zoom; with Ctrl the scores. Drag with Shift: move. Double click: show all. Drag: parts of a range.</source>
        <translation>滚轮：缩放；按住 Ctrl 缩放得分轴。按住 Shift 拖动：平移。双击：显示全部。拖动：选择一段零件。</translation>
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
<context>
    <name>widgets::VerdictTable</name>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>label, verdict</comment>
        <translation>%1，%2</translation>
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
        <translation>此分区中达到此值的区域判零件不合格</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>复核</translation>
    </message>
    <message>
        <source>A region in this zone that reaches only this asks for a person</source>
        <translation>此分区中仅达到此值的区域需要人工复核</translation>
    </message>
    <message>
        <source>Area</source>
        <translation>面积</translation>
    </message>
    <message>
        <source>Smaller regions in this zone are left out</source>
        <translation>忽略此分区中更小的区域</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>长度</translation>
    </message>
    <message>
        <source>Shorter regions in this zone are left out; the longest way across counts</source>
        <translation>忽略此分区中更短的区域；以最长跨度为准</translation>
    </message>
    <message>
        <source>Regions grow below the limit</source>
        <translation>区域生长到限值以下</translation>
    </message>
    <message>
        <source>A region begins where a limit is reached and spreads as far as the heat stays above a lower one</source>
        <translation>区域始于达到限值之处，只要热度仍高于较低的限值就继续扩展</translation>
    </message>
    <message>
        <source>Down to</source>
        <translation>降至</translation>
    </message>
</context>
<context>
    <name>widgets::ZoneListModel</name>
    <message>
        <source>Zone</source>
        <translation>分区</translation>
    </message>
    <message>
        <source>Don&apos;t care</source>
        <translation>忽略区</translation>
    </message>
    <message>
        <source>Judged by its own limits; later zones lie over earlier ones</source>
        <translation>按自身的限值判定；靠后的分区覆盖靠前的分区</translation>
    </message>
    <message>
        <source>Never judged, whatever zone lies there</source>
        <translation>从不判定，无论该处有何分区</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>序号</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
</context>
<context>
    <name>widgets::ZonePanel</name>
    <message>
        <source>Limits of %1</source>
        <translation>%1 的限值</translation>
    </message>
    <message>
        <source>Select a zone to set its own limits. Whatever lies in no zone is judged by the recipe&apos;s limits.</source>
        <translation>选择一个分区以设置其自身的限值。不在任何分区内的部分按配方的限值判定。</translation>
    </message>
    <message>
        <source>Nothing inside is ever judged, whatever zone lies there.</source>
        <translation>其内部从不判定，无论该处有何分区。</translation>
    </message>
    <message>
        <source>Zones and don&apos;t-care areas</source>
        <translation>分区和忽略区</translation>
    </message>
    <message>
        <source>A zone is a part of the picture with limits of its own, such as a sealing face that must be flawless. A don&apos;t-care area is never judged, such as a label. Choose a kind and a form above, then draw over the picture.</source>
        <translation>分区是图像中具有自身限值的部分，例如必须完美无瑕的密封面。忽略区从不判定，例如标签。请在上方选择类型和形状，然后在图像上绘制。</translation>
    </message>
</context>
<context>
    <name>widgets::ZoneTool</name>
    <message>
        <source>The line would cross itself here</source>
        <translation>线条在此处会自相交</translation>
    </message>
    <message>
        <source>Click to set the first point</source>
        <translation>单击设置第一个点</translation>
    </message>
    <message>
        <source>Click to set points · Backspace takes one back · Esc cancels</source>
        <translation>单击设置点 · Backspace 撤回一个点 · Esc 取消</translation>
    </message>
    <message>
        <source>Enter or a click on the first point closes · Backspace takes one back · Esc cancels</source>
        <translation>Enter 或单击第一个点闭合 · Backspace 撤回一个点 · Esc 取消</translation>
    </message>
    <message>
        <source>Drag a rectangle · Shift: square · Esc: no more drawing</source>
        <translation>拖出矩形 · Shift：正方形 · Esc：结束绘制</translation>
    </message>
    <message>
        <source>Drag an ellipse · Shift: circle · Esc: no more drawing</source>
        <translation>拖出椭圆 · Shift：圆形 · Esc：结束绘制</translation>
    </message>
    <message>
        <source>Shift: 45° steps · Alt: no snapping · Esc cancels</source>
        <translation>Shift：以 45° 为步长 · Alt：不吸附 · Esc 取消</translation>
    </message>
    <message>
        <source>Choose a form to draw a zone or a don&apos;t-care area</source>
        <translation>选择形状以绘制分区或忽略区</translation>
    </message>
    <message>
        <source>Click a zone or a don&apos;t-care area to edit it</source>
        <translation>单击分区或忽略区进行编辑</translation>
    </message>
    <message>
        <source>Drag points or the whole shape · a double click on the line adds a point · Delete removes the shape</source>
        <translation>拖动点或整个形状 · 双击线条添加点 · Delete 移除形状</translation>
    </message>
    <message>
        <source>Drag or use the arrow keys · Delete removes the point</source>
        <translation>拖动或使用方向键 · Delete 移除该点</translation>
    </message>
    <message>
        <source>A shape has at least three points · Esc, then Delete removes the shape</source>
        <translation>形状至少有三个点 · Esc 后按 Delete 移除形状</translation>
    </message>
    <message>
        <source>A recipe has at most %1 zones · Esc, then remove one first</source>
        <translation>一个配方最多有 %1 个分区 · 按 Esc，然后先删除一个</translation>
    </message>
</context>
<context>
    <name>widgets::ZoneTools</name>
    <message>
        <source>Zone</source>
        <translation>分区</translation>
    </message>
    <message>
        <source>What is drawn next has limits of its own</source>
        <translation>接下来绘制的形状有自身的限值</translation>
    </message>
    <message>
        <source>Don&apos;t care</source>
        <translation>忽略区</translation>
    </message>
    <message>
        <source>What is drawn next is never judged</source>
        <translation>接下来绘制的形状从不判定</translation>
    </message>
    <message>
        <source>Select and edit</source>
        <translation>选择和编辑</translation>
    </message>
    <message>
        <source>Drag points and shapes on the picture</source>
        <translation>在图像上拖动点和形状</translation>
    </message>
    <message>
        <source>Polygon</source>
        <translation>多边形</translation>
    </message>
    <message>
        <source>Click point by point on the picture</source>
        <translation>在图像上逐点单击</translation>
    </message>
    <message>
        <source>Rectangle</source>
        <translation>矩形</translation>
    </message>
    <message>
        <source>Drag it on the picture</source>
        <translation>在图像上拖出</translation>
    </message>
    <message>
        <source>Ellipse</source>
        <translation>椭圆</translation>
    </message>
    <message>
        <source>Earlier</source>
        <translation>前移</translation>
    </message>
    <message>
        <source>Alt+Up in the list</source>
        <translation>在列表中按 Alt+Up</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>后移</translation>
    </message>
    <message>
        <source>Later zones lie over earlier ones (Alt+Down in the list)</source>
        <translation>靠后的分区覆盖靠前的分区（在列表中按 Alt+Down）</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>创建副本</translation>
    </message>
    <message>
        <source>Ctrl+D in the list</source>
        <translation>在列表中按 Ctrl+D</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Delete in the list</source>
        <translation>在列表中按 Delete</translation>
    </message>
</context>
</TS>
