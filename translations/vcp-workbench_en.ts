<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>Eval</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n products</source>
        <translation>
            <numerusform>%n product</numerusform>
            <numerusform>%n products</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n images</source>
        <translation>
            <numerusform>%n image</numerusform>
            <numerusform>%n images</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n for training</source>
        <translation>
            <numerusform>%n for training</numerusform>
            <numerusform>%n for training</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n for test</source>
        <translation>
            <numerusform>%n for test</numerusform>
            <numerusform>%n for test</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n good</source>
        <translation>
            <numerusform>%n good</numerusform>
            <numerusform>%n good</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n anomalous</source>
        <translation>
            <numerusform>%n anomalous</numerusform>
            <numerusform>%n anomalous</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n masks</source>
        <translation>
            <numerusform>%n mask</numerusform>
            <numerusform>%n masks</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n images of which nobody knows whether they are good</source>
        <translation>
            <numerusform>%n image of which nobody knows whether it is good</numerusform>
            <numerusform>%n images of which nobody knows whether they are good</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n anomalous images without mask</source>
        <translation>
            <numerusform>%n anomalous image without mask</numerusform>
            <numerusform>%n anomalous images without mask</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n masks without image</source>
        <translation>
            <numerusform>%n mask without image</numerusform>
            <numerusform>%n masks without image</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n folders whose masks were paired by order, not by name</source>
        <translation>
            <numerusform>%n folder whose masks were paired by order, not by name</numerusform>
            <numerusform>%n folders whose masks were paired by order, not by name</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The same is true of %n more.</source>
        <translation>
            <numerusform>The same is true of %n more.</numerusform>
            <numerusform>The same is true of %n more.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Warning: %n images stand in both training and test of this data set.</source>
        <translation>
            <numerusform>Warning: %n image stands in both training and test of this data set.</numerusform>
            <numerusform>Warning: %n images stand in both training and test of this data set.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Warning: the weights “%1” have seen %n of these images in training. These are no zero-shot figures.</source>
        <translation>
            <numerusform>Warning: the weights “%1” have seen %n of these images in training. These are no zero-shot figures.</numerusform>
            <numerusform>Warning: the weights “%1” have seen %n of these images in training. These are no zero-shot figures.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n anomalous images without a usable mask count as images only.</source>
        <translation>
            <numerusform>%n anomalous image without a usable mask counts as an image only.</numerusform>
            <numerusform>%n anomalous images without a usable mask count as images only.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n images were left out: nobody knows whether they are good.</source>
        <translation>
            <numerusform>%n image was left out: nobody knows whether it is good.</numerusform>
            <numerusform>%n images were left out: nobody knows whether they are good.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Expression</name>
    <message numerus="yes">
        <source>A filter has at most %n character(s).</source>
        <translation>
            <numerusform>A filter has at most %n character.</numerusform>
            <numerusform>A filter has at most %n characters.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Gauge</name>
    <message numerus="yes">
        <source>%n picture(s)</source>
        <translation>
            <numerusform>%n picture</numerusform>
            <numerusform>%n pictures</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Left out: %n part(s) that weren&apos;t seen as often as most (%1).</source>
        <translation>
            <numerusform>Left out: %n part that wasn&apos;t seen as often as most (%1).</numerusform>
            <numerusform>Left out: %n parts that weren&apos;t seen as often as most (%1).</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n part(s)</source>
        <translation>
            <numerusform>%n part</numerusform>
            <numerusform>%n parts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) each</source>
        <translation>
            <numerusform>%n picture each</numerusform>
            <numerusform>%n pictures each</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n appraiser(s)</source>
        <translation>
            <numerusform>%n appraiser</numerusform>
            <numerusform>%n appraisers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) have other names, such as “%1”.</source>
        <translation>
            <numerusform>%n picture has another name: “%1”.</numerusform>
            <numerusform>%n pictures have other names, such as “%1”.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) couldn&apos;t be inspected and are left aside.</source>
        <translation>
            <numerusform>%n picture couldn&apos;t be inspected and is left aside.</numerusform>
            <numerusform>%n pictures couldn&apos;t be inspected and are left aside.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) are not inspected yet.</source>
        <translation>
            <numerusform>%n picture is not inspected yet.</numerusform>
            <numerusform>%n pictures are not inspected yet.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>In %n part(s) nothing was found at all: they say nothing of how repeatable the measuring is, and make it look better.</source>
        <translation>
            <numerusform>In %n part nothing was found at all: it says nothing of how repeatable the measuring is, and makes it look better.</numerusform>
            <numerusform>In %n parts nothing was found at all: they say nothing of how repeatable the measuring is, and make it look better.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n class(es) of parts can be told apart (ndc); at least %1 are asked for.</source>
        <translation>
            <numerusform>%n class of parts can be told apart (ndc); at least %1 are asked for.</numerusform>
            <numerusform>%n classes of parts can be told apart (ndc); at least %1 are asked for.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ModelFacts</name>
    <message numerus="yes">
        <source>%1, %n layers, %2 wide, trained at %3 px</source>
        <translation>
            <numerusform>%1, %n layer, %2 wide, trained at %3 px</numerusform>
            <numerusform>%1, %n layers, %2 wide, trained at %3 px</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n taps</source>
        <translation>
            <numerusform>%n tap</numerusform>
            <numerusform>%n taps</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n taps, for a vision tower %1 wide and a text tower %2 wide</source>
        <translation>
            <numerusform>%n tap, for a vision tower %1 wide and a text tower %2 wide</numerusform>
            <numerusform>%n taps, for a vision tower %1 wide and a text tower %2 wide</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PartSentence</name>
    <message numerus="yes">
        <source>%n defect(s)</source>
        <translation>
            <numerusform>%n defect</numerusform>
            <numerusform>%n defects</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PlcText</name>
    <message numerus="yes">
        <source>%1: %n request(s)</source>
        <comment>a PLC&apos;s address</comment>
        <translation>
            <numerusform>%1: %n request</numerusform>
            <numerusform>%1: %n requests</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RecipeText</name>
    <message numerus="yes">
        <source>%n change(s)</source>
        <translation>
            <numerusform>%n change</numerusform>
            <numerusform>%n changes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>from %n part(s)</source>
        <translation>
            <numerusform>from %n part</numerusform>
            <numerusform>from %n parts</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RecipeWords</name>
    <message numerus="yes">
        <source>%n area(s) never judged</source>
        <translation>
            <numerusform>%n area never judged</numerusform>
            <numerusform>%n areas never judged</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n part(s) with a locked verdict</source>
        <translation>
            <numerusform>%n part with a locked verdict</numerusform>
            <numerusform>%n parts with a locked verdict</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>what %n good part(s) show at each place is taken off the map</source>
        <translation>
            <numerusform>what %n good part shows at each place is taken off the map</numerusform>
            <numerusform>what %n good parts show at each place is taken off the map</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>learned from %n good part(s), but turned off</source>
        <translation>
            <numerusform>learned from %n good part, but turned off</numerusform>
            <numerusform>learned from %n good parts, but turned off</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReportCharts</name>
    <message numerus="yes">
        <source>%n others</source>
        <translation>
            <numerusform>%n other</numerusform>
            <numerusform>%n others</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReportCover</name>
    <message numerus="yes">
        <source>None of the %n part(s) could be inspected; the reasons stand further on.</source>
        <translation>
            <numerusform>The only part could not be inspected; the reason stands further on.</numerusform>
            <numerusform>None of the %n parts could be inspected; the reasons stand further on.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReportFindings</name>
    <message numerus="yes">
        <source>%n defect(s)</source>
        <translation>
            <numerusform>%n defect</numerusform>
            <numerusform>%n defects</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more stand in the attached figures only.</source>
        <translation>
            <numerusform>%n more stands in the attached figures only.</numerusform>
            <numerusform>%n more stand in the attached figures only.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReportPictures</name>
    <message numerus="yes">
        <source>%n more stand in the attached figures only.</source>
        <translation>
            <numerusform>%n more stands in the attached figures only.</numerusform>
            <numerusform>%n more stand in the attached figures only.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReportSettings</name>
    <message numerus="yes">
        <source>maps of %n sample images differ from float32 on the CPU by %1 at most</source>
        <translation>
            <numerusform>maps of %n sample image differ from float32 on the CPU by %1 at most</numerusform>
            <numerusform>maps of %n sample images differ from float32 on the CPU by %1 at most</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReportStatistics</name>
    <message numerus="yes">
        <source>Blind review by %1: %n part(s)</source>
        <translation>
            <numerusform>Blind review by %1: %n part</numerusform>
            <numerusform>Blind review by %1: %n parts</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Run</name>
    <message numerus="yes">
        <source>%n images</source>
        <translation>
            <numerusform>%n image</numerusform>
            <numerusform>%n images</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n pass</source>
        <translation>
            <numerusform>%n pass</numerusform>
            <numerusform>%n pass</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n review</source>
        <translation>
            <numerusform>%n review</numerusform>
            <numerusform>%n review</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n fail</source>
        <translation>
            <numerusform>%n fail</numerusform>
            <numerusform>%n fail</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n error</source>
        <translation>
            <numerusform>%n error</numerusform>
            <numerusform>%n errors</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Serve</name>
    <message numerus="yes">
        <source>Stopped: %n part(s) judged, %1 could not be, %2 turned away.</source>
        <translation>
            <numerusform>Stopped: %n part judged, %1 could not be, %2 turned away.</numerusform>
            <numerusform>Stopped: %n parts judged, %1 could not be, %2 turned away.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SourceText</name>
    <message numerus="yes">
        <source>%n picture(s) were lost on the way.</source>
        <translation>
            <numerusform>%n picture was lost on the way.</numerusform>
            <numerusform>%n pictures were lost on the way.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Synth</name>
    <message numerus="yes">
        <source>%n pictures in %1</source>
        <translation>
            <numerusform>%n picture in %1</numerusform>
            <numerusform>%n pictures in %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Train</name>
    <message numerus="yes">
        <source>Memory ran out: from now on %n image(s) go through the model at once. The steps stay the same.</source>
        <translation>
            <numerusform>Memory ran out: from now on %n image goes through the model at once. The steps stay the same.</numerusform>
            <numerusform>Memory ran out: from now on %n images go through the model at once. The steps stay the same.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n image(s) stand in what is learned from and in what it is judged by, byte for byte; they are left out of the training.</source>
        <translation>
            <numerusform>%n image stands in what is learned from and in what it is judged by, byte for byte; it is left out of the training.</numerusform>
            <numerusform>%n images stand in what is learned from and in what it is judged by, byte for byte; they are left out of the training.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>… and %n more in %1</source>
        <translation>
            <numerusform>… and %n more in %1</numerusform>
            <numerusform>… and %n more in %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TrainingFacts</name>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n more</numerusform>
            <numerusform>%n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n image(s)</source>
        <translation>
            <numerusform>%n image</numerusform>
            <numerusform>%n images</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n product(s)</source>
        <translation>
            <numerusform>%n product</numerusform>
            <numerusform>%n products</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n image(s) have no label and are left out.</source>
        <translation>
            <numerusform>%n image has no label and is left out.</numerusform>
            <numerusform>%n images have no label and are left out.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n image(s) stood on both sides, byte for byte: they are not learned from.</source>
        <translation>
            <numerusform>%n image stood on both sides, byte for byte: it is not learned from.</numerusform>
            <numerusform>%n images stood on both sides, byte for byte: they are not learned from.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>VerdictSentence</name>
    <message numerus="yes">
        <source>%n more region(s) reach(es) it.</source>
        <translation>
            <numerusform>%n more region reaches it.</numerusform>
            <numerusform>%n more regions reach it.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more region(s) to review.</source>
        <translation>
            <numerusform>%n more region to review.</numerusform>
            <numerusform>%n more regions to review.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Verify</name>
    <message numerus="yes">
        <source>Report of %1, made by %2: %n image(s).</source>
        <translation>
            <numerusform>Report of %1, made by %2: %n image.</numerusform>
            <numerusform>Report of %1, made by %2: %n images.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n thing(s) in this report are not as they were sealed.</source>
        <translation>
            <numerusform>%n thing in this report is not as it was sealed.</numerusform>
            <numerusform>%n things in this report are not as they were sealed.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Nothing was changed as far as could be checked; %n thing(s) could not be.</source>
        <translation>
            <numerusform>Nothing was changed as far as could be checked; %n thing could not be.</numerusform>
            <numerusform>Nothing was changed as far as could be checked; %n things could not be.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>app::BaselinePresenter</name>
    <message numerus="yes">
        <source>Nothing was learned from the good parts: at most %n of them have pictures of one size, a part that is found in them and an answer of the model that is kept.</source>
        <translation>
            <numerusform>Nothing was learned from the good parts: at most %n of them has a picture of that size, a part that is found in it and an answer of the model that is kept.</numerusform>
            <numerusform>Nothing was learned from the good parts: at most %n of them have pictures of one size, a part that is found in them and an answer of the model that is kept.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n good part(s) were left out of what was learned: their pictures have another size, the part was not found, or the model&apos;s answer is no longer kept.</source>
        <translation>
            <numerusform>%n good part was left out of what was learned: its picture has another size, the part was not found, or the model&apos;s answer is no longer kept.</numerusform>
            <numerusform>%n good parts were left out of what was learned: their pictures have another size, the part was not found, or the model&apos;s answer is no longer kept.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>app::BlindReviewDialog</name>
    <message numerus="yes">
        <source>%n part(s) will be shown, by chance and in an order by chance.</source>
        <translation>
            <numerusform>%n part will be shown, by chance.</numerusform>
            <numerusform>%n parts will be shown, by chance and in an order by chance.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 has judged %n of the open parts blind.</source>
        <translation>
            <numerusform>%1 has judged %n of the open parts blind.</numerusform>
            <numerusform>%1 has judged %n of the open parts blind.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Show the %n Part(s) That &amp;Differ</source>
        <translation>
            <numerusform>Show the %n Part That &amp;Differs</numerusform>
            <numerusform>Show the %n Parts That &amp;Differ</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n part(s) have not been read yet: wait for the inspection, or go on with it.</source>
        <translation>
            <numerusform>%n part has not been read yet: wait for the inspection, or go on with it.</numerusform>
            <numerusform>%n parts have not been read yet: wait for the inspection, or go on with it.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n part(s) of this series are left. How far people agree is best looked at when all are judged: whoever knows it judges otherwise.</source>
        <translation>
            <numerusform>%n part of this series is left. How far people agree is best looked at when all are judged: whoever knows it judges otherwise.</numerusform>
            <numerusform>%n parts of this series are left. How far people agree is best looked at when all are judged: whoever knows it judges otherwise.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The machine neither passes nor fails %n of them: there it is not compared.</source>
        <translation>
            <numerusform>The machine neither passes nor fails %n of them: there it is not compared.</numerusform>
            <numerusform>The machine neither passes nor fails %n of them: there it is not compared.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>app::EvaluatePresenter</name>
    <message numerus="yes">
        <source>Done. %n image(s) or mask(s) could not be read: they stand in the notes.</source>
        <translation>
            <numerusform>Done. %n image or mask could not be read: it stands in the notes.</numerusform>
            <numerusform>Done. %n images or masks could not be read: they stand in the notes.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>app::EvaluationResults</name>
    <message numerus="yes">
        <source>%1 (%2): %n image(s).</source>
        <comment>name of the cell, what it holds</comment>
        <translation>
            <numerusform>%1 (%2): %n image.</numerusform>
            <numerusform>%1 (%2): %n images.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>app::EvaluationSetup</name>
    <message numerus="yes">
        <source>%n problem(s) of the data set</source>
        <translation>
            <numerusform>%n problem of the data set</numerusform>
            <numerusform>%n problems of the data set</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n image(s) would be evaluated.</source>
        <translation>
            <numerusform>%n image would be evaluated.</numerusform>
            <numerusform>%n images would be evaluated.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>app::ExportDialog</name>
    <message numerus="yes">
        <source>%n more, all of them in export.json.</source>
        <translation>
            <numerusform>%n more, in export.json.</numerusform>
            <numerusform>%n more, all of them in export.json.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) written.</source>
        <translation>
            <numerusform>%n file written.</numerusform>
            <numerusform>%n files written.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n thing(s) could not be exported:</source>
        <translation>
            <numerusform>%n thing could not be exported:</numerusform>
            <numerusform>%n things could not be exported:</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>app::ExportPresenter</name>
    <message numerus="yes">
        <source>%n thing(s) said in reviews couldn&apos;t be written to the review log yet: its rows in the export lack them.</source>
        <translation>
            <numerusform>%n thing said in reviews couldn&apos;t be written to the review log yet: its rows in the export lack it.</numerusform>
            <numerusform>%n things said in reviews couldn&apos;t be written to the review log yet: its rows in the export lack them.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>app::FineTunePresenter</name>
    <message numerus="yes">
        <source>Memory ran out: from now on %n image(s) go through the model at once. The steps stay the same.</source>
        <translation>
            <numerusform>Memory ran out: from now on %n image goes through the model at once. The steps stay the same.</numerusform>
            <numerusform>Memory ran out: from now on %n images go through the model at once. The steps stay the same.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n product(s)</source>
        <translation>
            <numerusform>%n product</numerusform>
            <numerusform>%n products</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n image(s)</source>
        <translation>
            <numerusform>%n image</numerusform>
            <numerusform>%n images</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n defective image(s) have no mask and are left out.</source>
        <translation>
            <numerusform>%n defective image has no mask and is left out.</numerusform>
            <numerusform>%n defective images have no mask and are left out.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>app::GaugeDialog</name>
    <message numerus="yes">
        <source>%n part(s) are judged anew: what stands here is of the limits before.</source>
        <translation>
            <numerusform>%n part is judged anew: what stands here is of the limits before.</numerusform>
            <numerusform>%n parts are judged anew: what stands here is of the limits before.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>app::GaugePresenter</name>
    <message numerus="yes">
        <source>Saved as “%1”, %n page(s).</source>
        <translation>
            <numerusform>Saved as “%1”, %n page.</numerusform>
            <numerusform>Saved as “%1”, %n pages.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n thing(s) said in reviews couldn&apos;t be written to the review log yet: the report&apos;s entries lack them.</source>
        <translation>
            <numerusform>%n thing said in reviews couldn&apos;t be written to the review log yet: the report&apos;s entries lack it.</numerusform>
            <numerusform>%n things said in reviews couldn&apos;t be written to the review log yet: the report&apos;s entries lack them.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>app::HistoryPresenter</name>
    <message numerus="yes">
        <source>%n thing(s) that you said can&apos;t be written to the history.</source>
        <translation>
            <numerusform>%n thing that you said can&apos;t be written to the history.</numerusform>
            <numerusform>%n things that you said can&apos;t be written to the history.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>app::LabelNextDialog</name>
    <message numerus="yes">
        <source>&amp;Show the Next %n</source>
        <translation>
            <numerusform>&amp;Show the Next %n</numerusform>
            <numerusform>&amp;Show the Next %n</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>To show that at most %1 of these parts are %2, label %n more drawn one(s), if none of them is.</source>
        <translation>
            <numerusform>To show that at most %1 of these parts are %2, label %n more drawn one, if it is not.</numerusform>
            <numerusform>To show that at most %1 of these parts are %2, label %n more drawn ones, if none of them is.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>To show that none of these parts is %2, label %n more drawn one(s), if none of them is.</source>
        <translation>
            <numerusform>To show that none of these parts is %2, label %n more drawn one, if it is not.</numerusform>
            <numerusform>To show that none of these parts is %2, label %n more drawn ones, if none of them is.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n part(s) without a verdict count nowhere.</source>
        <translation>
            <numerusform>%n part without a verdict counts nowhere.</numerusform>
            <numerusform>%n parts without a verdict count nowhere.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n labelled part(s) wait for their turn in the draw, behind “%1”.</source>
        <translation>
            <numerusform>%n labelled part waits for its turn in the draw, behind “%1”.</numerusform>
            <numerusform>%n labelled parts wait for their turn in the draw, behind “%1”.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>app::LimitSamplePresenter</name>
    <message numerus="yes">
        <source>A recipe holds %n limit sample(s) at most: remove one before you add another.</source>
        <translation>
            <numerusform>A recipe holds %n limit sample at most: remove one before you add another.</numerusform>
            <numerusform>A recipe holds %n limit samples at most: remove one before you add another.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>app::MainWindow</name>
    <message numerus="yes">
        <source>%n folder(s) can&apos;t be read: %1</source>
        <translation>
            <numerusform>%n folder can&apos;t be read: %1</numerusform>
            <numerusform>%n folders can&apos;t be read: %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n part(s) labelled good.</source>
        <translation>
            <numerusform>%n part labelled good.</numerusform>
            <numerusform>%n parts labelled good.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n part(s) labelled defective.</source>
        <translation>
            <numerusform>%n part labelled defective.</numerusform>
            <numerusform>%n parts labelled defective.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n part(s) without a label now.</source>
        <translation>
            <numerusform>%n part without a label now.</numerusform>
            <numerusform>%n parts without a label now.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n are not inspected yet and stay as they are.</source>
        <translation>
            <numerusform>%n is not inspected yet and stays as it is.</numerusform>
            <numerusform>%n are not inspected yet and stay as they are.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>app::PositionPresenter</name>
    <message numerus="yes">
        <source>%n area(s) lay outside of this part&apos;s picture and are gone: undo brings them back.</source>
        <translation>
            <numerusform>%n area lay outside of this part&apos;s picture and is gone: undo brings it back.</numerusform>
            <numerusform>%n areas lay outside of this part&apos;s picture and are gone: undo brings them back.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>app::RecipePresenter</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>app::ReportChecker</name>
    <message numerus="yes">
        <source>Made %1 by %2, %n part(s).</source>
        <translation>
            <numerusform>Made %1 by %2, %n part.</numerusform>
            <numerusform>Made %1 by %2, %n parts.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>… and %n more</source>
        <translation>
            <numerusform>… and %n more</numerusform>
            <numerusform>… and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>app::ReportPresenter</name>
    <message numerus="yes">
        <source>%n part(s) aren&apos;t inspected yet: the report leaves them out.</source>
        <translation>
            <numerusform>%n part isn&apos;t inspected yet: the report leaves it out.</numerusform>
            <numerusform>%n parts aren&apos;t inspected yet: the report leaves them out.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n part(s) are still being judged under the present limits.</source>
        <translation>
            <numerusform>%n part is still being judged under the present limits.</numerusform>
            <numerusform>%n parts are still being judged under the present limits.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n image file(s) with a picture in the report are gone, “%1” first: their pages will say so.</source>
        <translation>
            <numerusform>%n image file with a picture in the report is gone, “%1”: its page will say so.</numerusform>
            <numerusform>%n image files with a picture in the report are gone, “%1” first: their pages will say so.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Saved as “%1”, %n page(s).</source>
        <translation>
            <numerusform>Saved as “%1”, %n page.</numerusform>
            <numerusform>Saved as “%1”, %n pages.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n thing(s) said in reviews couldn&apos;t be written to the review log yet: the report&apos;s entries lack them.</source>
        <translation>
            <numerusform>%n thing said in reviews couldn&apos;t be written to the review log yet: the report&apos;s entries lack it.</numerusform>
            <numerusform>%n things said in reviews couldn&apos;t be written to the review log yet: the report&apos;s entries lack them.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>app::ReviewDesk</name>
    <message numerus="yes">
        <source>label of %n part(s)</source>
        <translation>
            <numerusform>label of %n part</numerusform>
            <numerusform>label of %n parts</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>app::TrainingFactsView</name>
    <message numerus="yes">
        <source>… and %n more</source>
        <translation>
            <numerusform>… and %n more</numerusform>
            <numerusform>… and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>app::WhatIfDialog</name>
    <message numerus="yes">
        <source>%n inspection(s) judged in %1 s, %2 of them from kept figures.</source>
        <translation>
            <numerusform>%n inspection judged in %1 s, %2 of them from kept figures.</numerusform>
            <numerusform>%n inspections judged in %1 s, %2 of them from kept figures.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n kept inspection(s) can&apos;t be read any more.</source>
        <translation>
            <numerusform>%n kept inspection can&apos;t be read any more.</numerusform>
            <numerusform>%n kept inspections can&apos;t be read any more.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Left out: %n picture(s) that what a recipe knows of good parts doesn&apos;t fit.</source>
        <translation>
            <numerusform>Left out: %n picture that what a recipe knows of good parts doesn&apos;t fit.</numerusform>
            <numerusform>Left out: %n pictures that what a recipe knows of good parts doesn&apos;t fit.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Left out: %n picture(s) whose brightness, focus or position was never measured. Open them to have that done.</source>
        <translation>
            <numerusform>Left out: %n picture whose brightness, focus or position was never measured. Open it to have that done.</numerusform>
            <numerusform>Left out: %n pictures whose brightness, focus or position was never measured. Open them to have that done.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Left out: %n picture(s) that were never looked at in the tiles of the other recipe.</source>
        <translation>
            <numerusform>Left out: %n picture that was never looked at in the tiles of the other recipe.</numerusform>
            <numerusform>Left out: %n pictures that were never looked at in the tiles of the other recipe.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>app::ZonePresenter</name>
    <message numerus="yes">
        <source>%n area(s) would lie outside of the reference picture, where nothing can be drawn.</source>
        <translation>
            <numerusform>%n area would lie outside of the reference picture, where nothing can be drawn.</numerusform>
            <numerusform>%n areas would lie outside of the reference picture, where nothing can be drawn.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>widgets::BaselineEditor</name>
    <message numerus="yes">
        <source>Learn from %n part(s)</source>
        <translation>
            <numerusform>Learn from %n part</numerusform>
            <numerusform>Learn from %n parts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Learned from %n good part(s).</source>
        <translation>
            <numerusform>Learned from %n good part.</numerusform>
            <numerusform>Learned from %n good parts.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n good part(s) are open.</source>
        <translation>
            <numerusform>%n good part is open.</numerusform>
            <numerusform>%n good parts are open.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of %1 good parts are open: label them good (G), or accept them (A).</source>
        <translation>
            <numerusform>%n of %1 good parts is open: label them good (G), or accept them (A).</numerusform>
            <numerusform>%n of %1 good parts are open: label them good (G), or accept them (A).</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>widgets::Canvas</name>
    <message numerus="yes">
        <source>%1 × %2 pixels, %n region(s)</source>
        <translation>
            <numerusform>%1 × %2 pixels, %n region</numerusform>
            <numerusform>%1 × %2 pixels, %n regions</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>widgets::CostEditor</name>
    <message numerus="yes">
        <source>The %Ln labelled part(s) cost %1</source>
        <translation>
            <numerusform>The %Ln labelled part costs %1</numerusform>
            <numerusform>The %Ln labelled parts cost %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>widgets::DefectList</name>
    <message numerus="yes">
        <source>%Ln defect(s)</source>
        <translation>
            <numerusform>%Ln defect</numerusform>
            <numerusform>%Ln defects</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Clear the filter to see all %Ln defect(s).</source>
        <translation>
            <numerusform>Clear the filter to see the %Ln defect.</numerusform>
            <numerusform>Clear the filter to see all %Ln defects.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>widgets::Filmstrip</name>
    <message numerus="yes">
        <source>%n part(s) shown.</source>
        <translation>
            <numerusform>%n part shown.</numerusform>
            <numerusform>%n parts shown.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n part(s) in all.</source>
        <translation>
            <numerusform>%n part in all.</numerusform>
            <numerusform>%n parts in all.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>widgets::LocationMap</name>
    <message numerus="yes">
        <source>%Ln defect(s)</source>
        <translation>
            <numerusform>%Ln defect</numerusform>
            <numerusform>%Ln defects</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln part(s)</source>
        <translation>
            <numerusform>%Ln part</numerusform>
            <numerusform>%Ln parts</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>widgets::MeasureHistogram</name>
    <message numerus="yes">
        <source>%Ln defect(s)</source>
        <translation>
            <numerusform>%Ln defect</numerusform>
            <numerusform>%Ln defects</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln part(s)</source>
        <translation>
            <numerusform>%Ln part</numerusform>
            <numerusform>%Ln parts</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>widgets::ParetoPlot</name>
    <message numerus="yes">
        <source>%Ln more</source>
        <translation>
            <numerusform>%Ln more</numerusform>
            <numerusform>%Ln more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln other class(es)</source>
        <translation>
            <numerusform>%Ln other class</numerusform>
            <numerusform>%Ln other classes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln other zone(s)</source>
        <translation>
            <numerusform>%Ln other zone</numerusform>
            <numerusform>%Ln other zones</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>defects in %Ln other folder(s)</source>
        <translation>
            <numerusform>defects in %Ln other folder</numerusform>
            <numerusform>defects in %Ln other folders</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln defect(s)</source>
        <translation>
            <numerusform>%Ln defect</numerusform>
            <numerusform>%Ln defects</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>widgets::PartFilterModel</name>
    <message numerus="yes">
        <source>%1: %n part(s)</source>
        <comment>folder</comment>
        <translation>
            <numerusform>%1: %n part</numerusform>
            <numerusform>%1: %n parts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n failing</source>
        <translation>
            <numerusform>%n failing</numerusform>
            <numerusform>%n failing</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n to review</source>
        <translation>
            <numerusform>%n to review</numerusform>
            <numerusform>%n to review</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n passing</source>
        <translation>
            <numerusform>%n passing</numerusform>
            <numerusform>%n passing</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n without a verdict</source>
        <translation>
            <numerusform>%n without a verdict</numerusform>
            <numerusform>%n without a verdict</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>widgets::ScoreHistogram</name>
    <message numerus="yes">
        <source>Scores of %Ln part(s).</source>
        <translation>
            <numerusform>Score of %Ln part.</numerusform>
            <numerusform>Scores of %Ln parts.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>widgets::SuggestionPanel</name>
    <message numerus="yes">
        <source>%Ln labelled part(s) fail(s) by another limit, whatever this one is.</source>
        <translation>
            <numerusform>%Ln labelled part fails by another limit, whatever this one is.</numerusform>
            <numerusform>%Ln labelled parts fail by another limit, whatever this one is.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>widgets::TileEditor</name>
    <message numerus="yes">
        <source>%n tiles, about %n times as long.</source>
        <translation>
            <numerusform>%n tile, about %n times as long.</numerusform>
            <numerusform>%n tiles, about %n times as long.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>widgets::TrendPlot</name>
    <message numerus="yes">
        <source>Time (%Ln part(s) have none)</source>
        <translation>
            <numerusform>Time (%Ln part has none)</numerusform>
            <numerusform>Time (%Ln parts have none)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>widgets::VerdictChip</name>
    <message numerus="yes">
        <source>%n failing part(s)</source>
        <translation>
            <numerusform>%n failing part</numerusform>
            <numerusform>%n failing parts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n part(s) to review</source>
        <translation>
            <numerusform>%n part to review</numerusform>
            <numerusform>%n parts to review</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n part(s) with an error</source>
        <translation>
            <numerusform>%n part with an error</numerusform>
            <numerusform>%n parts with an error</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n passing part(s)</source>
        <translation>
            <numerusform>%n passing part</numerusform>
            <numerusform>%n passing parts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n part(s) not inspected</source>
        <translation>
            <numerusform>%n part not inspected</numerusform>
            <numerusform>%n parts not inspected</numerusform>
        </translation>
    </message>
</context>
</TS>
