<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
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
    <name>app::MainWindow</name>
    <message numerus="yes">
        <source>%n folder(s) can&apos;t be read: %1</source>
        <translation>
            <numerusform>%n folder can&apos;t be read: %1</numerusform>
            <numerusform>%n folders can&apos;t be read: %1</numerusform>
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
