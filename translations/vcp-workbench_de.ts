<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>Arguments</name>
    <message>
        <source>There is no option “%1”. --help lists those there are.</source>
        <translation>Es gibt keine Option „%1“. --help listet die vorhandenen auf.</translation>
    </message>
    <message>
        <source>There is no option “%1”. Did you mean “--%2”?</source>
        <translation>Es gibt keine Option „%1“. Meinten Sie „--%2“?</translation>
    </message>
    <message>
        <source>The option “--%1” is given twice.</source>
        <translation>Die Option „--%1“ ist doppelt angegeben.</translation>
    </message>
    <message>
        <source>The option “--%1” takes no value.</source>
        <translation>Die Option „--%1“ nimmt keinen Wert an.</translation>
    </message>
    <message>
        <source>The option “--%1” needs a value: %2</source>
        <translation>Die Option „--%1“ braucht einen Wert: %2</translation>
    </message>
</context>
<context>
    <name>Audit</name>
    <message>
        <source>parts that pass</source>
        <translation>Teile, die i. O. sind</translation>
    </message>
    <message>
        <source>parts to be reviewed</source>
        <translation>nachzuprüfende Teile</translation>
    </message>
    <message>
        <source>parts that fail</source>
        <translation>Teile, die n. i. O. sind</translation>
    </message>
    <message>
        <source>all parts</source>
        <translation>alle Teile</translation>
    </message>
    <message>
        <source>good</source>
        <translation>gut</translation>
    </message>
    <message>
        <source>defective</source>
        <translation>fehlerhaft</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <comment>38 (4.7 %)</comment>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>at most %1 (%2)</source>
        <comment>38 (4.7 %)</comment>
        <translation>höchstens %1 (%2)</translation>
    </message>
    <message>
        <source>at least %1 (%2)</source>
        <comment>38 (4.7 %)</comment>
        <translation>mindestens %1 (%2)</translation>
    </message>
    <message>
        <source>%1 to %2 (%3 to %4)</source>
        <comment>3 to 38 (0.3 % to 4.7 %)</comment>
        <translation>%1 bis %2 (%3 bis %4)</translation>
    </message>
    <message>
        <source>Of %1 parts that pass %2 were drawn by chance and labelled, %3 of them defective. Escapes among all of them: %4.</source>
        <translation>Von %1 Teilen, die i. O. sind, wurden %2 zufällig gezogen und eingestuft, %3 davon sind fehlerhaft. Schlupf unter allen: %4.</translation>
    </message>
    <message>
        <source>Of %1 parts to be reviewed %2 were drawn by chance and labelled, %3 of them defective. Defective among all of them: %4.</source>
        <translation>Von %1 nachzuprüfenden Teilen wurden %2 zufällig gezogen und eingestuft, %3 davon sind fehlerhaft. Fehlerhafte unter allen: %4.</translation>
    </message>
    <message>
        <source>Of %1 parts that fail %2 were drawn by chance and labelled, %3 of them good. Overkill among all of them: %4.</source>
        <translation>Von %1 Teilen, die n. i. O. sind, wurden %2 zufällig gezogen und eingestuft, %3 davon sind gut. Pseudofehler unter allen: %4.</translation>
    </message>
    <message>
        <source>Of all %1 parts %2 were drawn by chance and labelled, %3 of them defective. Defective among all: %4.</source>
        <translation>Von allen %1 Teilen wurden %2 zufällig gezogen und eingestuft, %3 davon sind fehlerhaft. Fehlerhafte unter allen: %4.</translation>
    </message>
</context>
<context>
    <name>Bench</name>
    <message>
        <source>“%1” are no batch sizes. Give one or several, such as: --batch 1,8,32</source>
        <translation>„%1“ sind keine Batchgrößen. Geben Sie eine oder mehrere an, etwa: --batch 1,8,32</translation>
    </message>
    <message>
        <source>%1 on %2, %3, %4 px; loaded in %5 s</source>
        <translation>%1 auf %2, %3, %4 px; geladen in %5 s</translation>
    </message>
    <message>
        <source>batch %1: not enough memory</source>
        <translation>Batch %1: nicht genug Speicher</translation>
    </message>
    <message>
        <source>batch %1: %2 ms per image, %3 GFLOP/s, %4 % of the best matrix product here</source>
        <translation>Batch %1: %2 ms je Bild, %3 GFLOP/s, %4 % des besten Matrixprodukts hier</translation>
    </message>
    <message>
        <source>against float32 on the CPU: maps differ by %1 at most</source>
        <translation>gegenüber float32 auf der CPU: Karten weichen höchstens um %1 ab</translation>
    </message>
    <message>
        <source>images that the model gets together; several sizes are measured in turn (default: 1)</source>
        <translation>Bilder, die das Modell zusammen erhält; mehrere Größen werden nacheinander gemessen (Vorgabe: 1)</translation>
    </message>
    <message>
        <source>batches of each size (default: 10)</source>
        <translation>Batches je Größe (Vorgabe: 10)</translation>
    </message>
    <message>
        <source>compare with float32 on the CPU too, and keep what comes out for the workbench</source>
        <translation>auch mit float32 auf der CPU vergleichen und das Ergebnis für die Workbench aufbewahren</translation>
    </message>
    <message>
        <source>write the figures to F; “-” for the standard output</source>
        <translation>die Messwerte in F schreiben; „-“ für die Standardausgabe</translation>
    </message>
    <message>
        <source>vcp-inspect bench [options]

Measures a model on this computer: loading, seconds per image by stage, memory, and its rate against that of
the best matrix product here. Run it on an idle computer.</source>
        <translation>vcp-inspect bench [Optionen]

Misst ein Modell auf diesem Rechner: Laden, Sekunden je Bild nach Schritten, Speicher und seine Rate im
Vergleich zum besten Matrixprodukt hier. Auf einem unbelasteten Rechner ausführen.</translation>
    </message>
    <message>
        <source>bench takes no files: it measures with the sample parts.</source>
        <translation>bench nimmt keine Dateien an: Es misst mit den Beispielteilen.</translation>
    </message>
</context>
<context>
    <name>BlindAgreement</name>
    <message>
        <source>Compared with</source>
        <translation>Verglichen mit</translation>
    </message>
    <message>
        <source>Alike</source>
        <translation>Gleich</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>Anteil</translation>
    </message>
    <message>
        <source>95 % confidence</source>
        <translation>95 % Vertrauen</translation>
    </message>
    <message>
        <source>Kappa</source>
        <translation>Kappa</translation>
    </message>
    <message>
        <source>Agreement</source>
        <translation>Übereinstimmung</translation>
    </message>
    <message>
        <source>the machine</source>
        <translation>die Maschine</translation>
    </message>
    <message>
        <source>own verdict before</source>
        <translation>eigenes früheres Urteil</translation>
    </message>
    <message>
        <source>nameless</source>
        <translation>ohne Namen</translation>
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
        <translation>Zeigt mit VCP-CLIP im Zero-Shot-Verfahren, wo Teile fehlerhaft sind.</translation>
    </message>
    <message>
        <source>Images and folders to open.</source>
        <translation>Zu öffnende Bilder und Ordner.</translation>
    </message>
    <message>
        <source>Model bundle to use.</source>
        <translation>Zu verwendendes Modellpaket.</translation>
    </message>
    <message>
        <source>folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>CLIP weights, together with --vcp.</source>
        <translation>CLIP-Gewichte, zusammen mit --vcp.</translation>
    </message>
    <message>
        <source>file</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>VCP-CLIP weights, together with --clip.</source>
        <translation>VCP-CLIP-Gewichte, zusammen mit --clip.</translation>
    </message>
    <message>
        <source>auto, cpu, cuda or cuda:N.</source>
        <translation>auto, cpu, cuda oder cuda:N.</translation>
    </message>
    <message>
        <source>device</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>Write the log to the terminal as well.</source>
        <translation>Das Protokoll auch im Terminal ausgeben.</translation>
    </message>
    <message>
        <source>Print the version and end.</source>
        <translation>Die Version ausgeben und beenden.</translation>
    </message>
</context>
<context>
    <name>DatasetProblem</name>
    <message>
        <source>“%1” leads out of the data set, to “%2”. It was not read.</source>
        <translation>„%1“ führt aus dem Datensatz hinaus, nach „%2“. Es wurde nicht gelesen.</translation>
    </message>
    <message>
        <source>The file “%1” is missing. Copy the data set again from its source.</source>
        <translation>Die Datei „%1“ fehlt. Kopieren Sie den Datensatz erneut von seiner Quelle.</translation>
    </message>
    <message>
        <source>The folder “%1” could not be read: %2. Check its permissions and its drive.</source>
        <translation>Der Ordner „%1“ ist nicht lesbar: %2. Kontrollieren Sie Berechtigungen und Laufwerk.</translation>
    </message>
    <message>
        <source>The list “%1” is not valid at “%2”. That record was left out.</source>
        <translation>Die Liste „%1“ ist bei „%2“ ungültig. Dieser Eintrag wurde ausgelassen.</translation>
    </message>
    <message>
        <source>The annotation “%1” is not valid at “%2”. Its image was left out.</source>
        <translation>Die Annotation „%1“ ist bei „%2“ ungültig. Ihr Bild wurde ausgelassen.</translation>
    </message>
    <message>
        <source>The annotation “%1” holds a shape without an area, “%2”. The shape was left out.</source>
        <translation>Die Annotation „%1“ enthält eine Form ohne Fläche, „%2“. Die Form wurde ausgelassen.</translation>
    </message>
    <message>
        <source>The image “%1” could not be read (%2). Copy it again from its source.</source>
        <translation>Das Bild „%1“ ist nicht lesbar (%2). Kopieren Sie es erneut von seiner Quelle.</translation>
    </message>
    <message>
        <source>The mask “%1” could not be read (%2). Copy it again from its source.</source>
        <translation>Die Maske „%1“ ist nicht lesbar (%2). Kopieren Sie sie erneut von ihrer Quelle.</translation>
    </message>
    <message>
        <source>The mask “%1” has another size than its image: %2. Draw it again on the image.</source>
        <translation>Die Maske „%1“ hat eine andere Größe als ihr Bild: %2. Zeichnen Sie sie auf dem Bild neu.</translation>
    </message>
    <message>
        <source>Nothing tells where the image “%1” is defective: its mask is missing. Add the mask, or leave the image out.</source>
        <translation>Nichts gibt an, wo das Bild „%1“ fehlerhaft ist: Seine Maske fehlt. Ergänzen Sie die Maske oder lassen Sie das Bild aus.</translation>
    </message>
    <message>
        <source>The defective images of “%2” have no masks: it has no pixel figures.</source>
        <translation>Die Schlechtteil-Bilder von „%2“ haben keine Masken: Es gibt keine Pixel-Kennzahlen.</translation>
    </message>
    <message>
        <source>The mask “%1” belongs to no image.</source>
        <translation>Die Maske „%1“ gehört zu keinem Bild.</translation>
    </message>
    <message>
        <source>No name of a mask in “%1” fits an image: %2 pairs were made by order, first to first. Check that they belong together.</source>
        <translation>Kein Maskenname in „%1“ passt zu einem Bild: %2 Paare wurden nach der Reihenfolge gebildet, das erste zum ersten. Kontrollieren Sie, ob sie zusammengehören.</translation>
    </message>
    <message>
        <source>The product “%2” holds no image. It was left out.</source>
        <translation>Das Produkt „%2“ enthält kein Bild. Es wurde ausgelassen.</translation>
    </message>
    <message>
        <source>The test images of “%2” are all good or all defective: figures that need both are not defined.</source>
        <translation>Die Testbilder von „%2“ sind alle gut oder alle fehlerhaft: Kennzahlen, die beides brauchen, sind nicht definiert.</translation>
    </message>
    <message>
        <source>The list “%1” names images that it or another list has named before (%2): each counts once.</source>
        <translation>Die Liste „%1“ nennt Bilder, die sie oder eine andere Liste schon genannt hat (%2): Jedes zählt einmal.</translation>
    </message>
    <message>
        <source>The mask “%1” marks nothing, though its image is defective. Draw the defect, or put the image with the good ones.</source>
        <translation>Die Maske „%1“ markiert nichts, obwohl ihr Bild fehlerhaft ist. Zeichnen Sie den Fehler ein, oder legen Sie das Bild zu den guten.</translation>
    </message>
    <message>
        <source>The pictures in the folder “%1” (%2) were left out: nothing says what they are. Put them into “good” or the folder of a defect.</source>
        <translation>Die Bilder im Ordner „%1“ (%2) wurden ausgelassen: Nichts sagt, was sie sind. Legen Sie sie in „good“ oder den Ordner eines Fehlers.</translation>
    </message>
</context>
<context>
    <name>DefectColumn</name>
    <message>
        <source>Part</source>
        <translation>Teil</translation>
    </message>
    <message>
        <source>#</source>
        <translation>#</translation>
    </message>
    <message>
        <source>Box</source>
        <translation>Rahmen</translation>
    </message>
    <message>
        <source>Zone</source>
        <translation>Zone</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>Klasse</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>Urteil</translation>
    </message>
    <message>
        <source>millimetres</source>
        <translation>Millimeter</translation>
    </message>
    <message>
        <source>image pixels</source>
        <translation>Bildpixel</translation>
    </message>
    <message>
        <source>File of the part</source>
        <translation>Datei des Teils</translation>
    </message>
    <message>
        <source>Number of the region in its part</source>
        <translation>Nummer der Region in ihrem Teil</translation>
    </message>
    <message>
        <source>Area in %1 squared</source>
        <translation>Fläche in %1 zum Quadrat</translation>
    </message>
    <message>
        <source>Longest Feret diameter in %1</source>
        <translation>Größter Feret-Durchmesser in %1</translation>
    </message>
    <message>
        <source>Shortest Feret diameter in %1</source>
        <translation>Kleinster Feret-Durchmesser in %1</translation>
    </message>
    <message>
        <source>Centre, from the left edge of the image, in %1</source>
        <translation>Mittelpunkt, vom linken Bildrand, in %1</translation>
    </message>
    <message>
        <source>Centre, from the upper edge of the image, in %1</source>
        <translation>Mittelpunkt, vom oberen Bildrand, in %1</translation>
    </message>
    <message>
        <source>Left and upper edge, width and height in %1</source>
        <translation>Linker und oberer Rand, Breite und Höhe in %1</translation>
    </message>
    <message>
        <source>Greatest value, 0 to 1</source>
        <translation>Größter Wert, 0 bis 1</translation>
    </message>
    <message>
        <source>Mean value, 0 to 1</source>
        <translation>Mittelwert, 0 bis 1</translation>
    </message>
    <message>
        <source>Mean value minus the mean of its surroundings</source>
        <translation>Mittelwert abzüglich des Mittels der Umgebung</translation>
    </message>
    <message>
        <source>Zone of the recipe that it lies in</source>
        <translation>Zone des Rezepts, in der sie liegt</translation>
    </message>
    <message>
        <source>What a person or a rule calls it</source>
        <translation>Wie eine Person oder eine Regel sie nennt</translation>
    </message>
    <message>
        <source>What the region alone calls for</source>
        <translation>Urteil, das die Region für sich allein ergibt</translation>
    </message>
</context>
<context>
    <name>DefectField</name>
    <message>
        <source>what the region alone calls for</source>
        <translation>Urteil, das die Region für sich allein ergibt</translation>
    </message>
    <message>
        <source>reaches the fail limit</source>
        <translation>erreicht die Fehlergrenze</translation>
    </message>
    <message>
        <source>reaches only the review limit</source>
        <translation>erreicht nur die Nachprüfgrenze</translation>
    </message>
    <message>
        <source>name of the part&apos;s file</source>
        <translation>Dateiname des Teils</translation>
    </message>
    <message>
        <source>number of the region in its part</source>
        <translation>Nummer der Region in ihrem Teil</translation>
    </message>
    <message>
        <source>area</source>
        <translation>Fläche</translation>
    </message>
    <message>
        <source>longest Feret diameter</source>
        <translation>größter Feret-Durchmesser</translation>
    </message>
    <message>
        <source>shortest Feret diameter</source>
        <translation>kleinster Feret-Durchmesser</translation>
    </message>
    <message>
        <source>centre, from the left edge</source>
        <translation>Mittelpunkt, vom linken Rand</translation>
    </message>
    <message>
        <source>centre, from the upper edge</source>
        <translation>Mittelpunkt, vom oberen Rand</translation>
    </message>
    <message>
        <source>greatest value, 0 to 1</source>
        <translation>größter Wert, 0 bis 1</translation>
    </message>
    <message>
        <source>mean value, 0 to 1</source>
        <translation>Mittelwert, 0 bis 1</translation>
    </message>
    <message>
        <source>mean value minus the mean of its surroundings</source>
        <translation>Mittelwert abzüglich des Mittels der Umgebung</translation>
    </message>
    <message>
        <source>zone of the recipe</source>
        <translation>Zone des Rezepts</translation>
    </message>
    <message>
        <source>class of the defect</source>
        <translation>Klasse des Fehlers</translation>
    </message>
</context>
<context>
    <name>ErrorText</name>
    <message>
        <source>The file “%1” does not exist. Check its name, and whether its drive is connected.</source>
        <translation>Die Datei „%1“ existiert nicht. Kontrollieren Sie den Namen und ob das Laufwerk verbunden ist.</translation>
    </message>
    <message>
        <source>The file “%1” could not be read: %2. Check its permissions and its drive.</source>
        <translation>Die Datei „%1“ ist nicht lesbar: %2. Kontrollieren Sie Berechtigungen und Laufwerk.</translation>
    </message>
    <message>
        <source>The file “%1” is empty. Copy it again from its source.</source>
        <translation>Die Datei „%1“ ist leer. Kopieren Sie sie erneut von ihrer Quelle.</translation>
    </message>
    <message>
        <source>“%1” could not be written: %2. Check the folder&apos;s permissions and the free space.</source>
        <translation>„%1“ konnte nicht geschrieben werden: %2. Kontrollieren Sie die Berechtigungen des Ordners und den freien Speicherplatz.</translation>
    </message>
    <message>
        <source>“%1” is not an image that can be read. PNG, JPEG, BMP, TIFF and WebP are.</source>
        <translation>„%1“ ist kein lesbares Bild. Gelesen werden PNG, JPEG, BMP, TIFF und WebP.</translation>
    </message>
    <message>
        <source>The image “%1” ends early: the file is truncated. Copy it again from its source.</source>
        <translation>Das Bild „%1“ endet vorzeitig: Die Datei ist abgeschnitten. Kopieren Sie sie erneut von ihrer Quelle.</translation>
    </message>
    <message>
        <source>The image “%1” is damaged and could not be decoded. Copy it again from its source.</source>
        <translation>Das Bild „%1“ ist beschädigt und konnte nicht dekodiert werden. Kopieren Sie es erneut von seiner Quelle.</translation>
    </message>
    <message>
        <source>The image “%1” uses a feature that is not supported: %2. Save it as an 8-bit RGB or grey image.</source>
        <translation>Das Bild „%1“ nutzt eine nicht unterstützte Eigenschaft: %2. Speichern Sie es als RGB- oder Graubild mit 8 Bit.</translation>
    </message>
    <message>
        <source>“%1” is not a weight file: it is neither a PyTorch nor a safetensors file. Choose another file.</source>
        <translation>„%1“ ist keine Gewichtsdatei: weder eine PyTorch- noch eine safetensors-Datei. Wählen Sie eine andere Datei.</translation>
    </message>
    <message>
        <source>The weight file “%1” ends early: %2 bytes are needed, %3 are there. Download or copy it again.</source>
        <translation>Die Gewichtsdatei „%1“ endet vorzeitig: %2 Bytes werden gebraucht, %3 sind vorhanden. Laden oder kopieren Sie sie erneut.</translation>
    </message>
    <message>
        <source>The weight file “%1” is damaged (at: %2). Download or copy it again.</source>
        <translation>Die Gewichtsdatei „%1“ ist beschädigt (Stelle: %2). Laden oder kopieren Sie sie erneut.</translation>
    </message>
    <message>
        <source>The weight file “%1” holds a compressed entry, “%2”; weight files store theirs uncompressed. Save it again with PyTorch.</source>
        <translation>Die Gewichtsdatei „%1“ enthält einen komprimierten Eintrag, „%2“; Gewichtsdateien speichern ihre Einträge unkomprimiert. Speichern Sie sie mit PyTorch neu.</translation>
    </message>
    <message>
        <source>The weight file “%1” asks Python to run “%2”; weight files never need that, so it was refused. Nothing was executed.</source>
        <translation>Die Gewichtsdatei „%1“ verlangt, dass Python „%2“ ausführt; Gewichtsdateien brauchen das nie, daher wurde sie abgelehnt. Es wurde nichts ausgeführt.</translation>
    </message>
    <message>
        <source>The weight file “%1” holds an instruction that weight files never need (opcode %2 at offset %3), so it was refused. Nothing was executed.</source>
        <translation>Die Gewichtsdatei „%1“ enthält eine Anweisung, die Gewichtsdateien nie brauchen (Opcode %2 bei Offset %3), daher wurde sie abgelehnt. Es wurde nichts ausgeführt.</translation>
    </message>
    <message>
        <source>The weight file “%1” is incomplete: tensor %2 %3 is missing. Choose the complete file.</source>
        <translation>Die Gewichtsdatei „%1“ ist unvollständig: Tensor %2 %3 fehlt. Wählen Sie die vollständige Datei.</translation>
    </message>
    <message>
        <source>The weight file “%1” does not fit: it holds a tensor that is not expected, %2 %3. Choose the weights of another model.</source>
        <translation>Die Gewichtsdatei „%1“ passt nicht: Sie enthält einen unerwarteten Tensor, %2 %3. Wählen Sie die Gewichte eines anderen Modells.</translation>
    </message>
    <message>
        <source>The weight file “%1” does not fit: tensor %2 is %3, expected %4.</source>
        <translation>Die Gewichtsdatei „%1“ passt nicht: Tensor %2 ist %3, erwartet wird %4.</translation>
    </message>
    <message>
        <source>The weight file “%1” does not fit: tensor %2 is of type %3, floating-point numbers are expected.</source>
        <translation>Die Gewichtsdatei „%1“ passt nicht: Tensor %2 ist vom Typ %3, erwartet werden Gleitkommazahlen.</translation>
    </message>
    <message>
        <source>The weight file “%1” cannot be used: tensor %2 holds %3 values that are infinite or not a number. Choose another checkpoint.</source>
        <translation>Die Gewichtsdatei „%1“ ist nicht verwendbar: Tensor %2 enthält %3 Werte, die unendlich oder keine Zahl sind. Wählen Sie einen anderen Checkpoint.</translation>
    </message>
    <message>
        <source>The weight file “%1” is of the wrong kind: found %2, expected %3. Choose another file.</source>
        <translation>Die Gewichtsdatei „%1“ ist von der falschen Art: gefunden %2, erwartet %3. Wählen Sie eine andere Datei.</translation>
    </message>
    <message>
        <source>The model description “%1” is not valid at “%2”. Correct it, or import the model again.</source>
        <translation>Die Modellbeschreibung „%1“ ist bei „%2“ ungültig. Berichtigen Sie sie oder importieren Sie das Modell neu.</translation>
    </message>
    <message>
        <source>The file “%1” is not the one that its model describes: its SHA-256 is %2, expected %3. Copy it again from its source.</source>
        <translation>Die Datei „%1“ ist nicht die, die ihr Modell beschreibt: Ihr SHA-256 ist %2, erwartet wird %3. Kopieren Sie sie erneut von ihrer Quelle.</translation>
    </message>
    <message>
        <source>The recipe “%1” is not valid at “%2”. Correct it, or save it again from the program.</source>
        <translation>Das Rezept „%1“ ist bei „%2“ ungültig. Berichtigen Sie es oder speichern Sie es im Programm neu.</translation>
    </message>
    <message>
        <source>CLIP and VCP-CLIP weights do not belong together: %1 gives %2, %3 wants %4. Choose the pair that was trained together.</source>
        <translation>CLIP- und VCP-CLIP-Gewichte gehören nicht zusammen: %1 liefert %2, %3 verlangt %4. Wählen Sie das gemeinsam trainierte Paar.</translation>
    </message>
    <message>
        <source>The image size %1 does not fit: it must be a multiple of the patch size %2, such as %3 or %4.</source>
        <translation>Die Bildgröße %1 passt nicht: Sie muss ein Vielfaches der Patchgröße %2 sein, etwa %3 oder %4.</translation>
    </message>
    <message>
        <source>The layers “%1” do not fit: of the tower&apos;s %2 layers the weights read %3, so give as many ascending numbers from 1 to %2.</source>
        <translation>Die Schichten „%1“ passen nicht: Von den %2 Schichten des Encoders lesen die Gewichte %3; geben Sie ebenso viele aufsteigende Zahlen von 1 bis %2 an.</translation>
    </message>
    <message>
        <source>The device “%1” is not available on this computer. Choose “cpu” or “auto”.</source>
        <translation>Das Gerät „%1“ ist auf diesem Rechner nicht verfügbar. Wählen Sie „cpu“ oder „auto“.</translation>
    </message>
    <message>
        <source>The precision “%1” is not available with the device “%2”. Choose “fp32” or “auto”.</source>
        <translation>Die Genauigkeit „%1“ ist mit dem Gerät „%2“ nicht verfügbar. Wählen Sie „fp32“ oder „auto“.</translation>
    </message>
    <message>
        <source>There is not enough memory. Close other programs, or choose a smaller image size.</source>
        <translation>Der Speicher reicht nicht aus. Schließen Sie andere Programme oder wählen Sie eine kleinere Bildgröße.</translation>
    </message>
    <message>
        <source>The program made a mistake: it gave the engine something invalid (%1). Please report this with the log.</source>
        <translation>Interne Störung: Das Programm hat der Engine etwas Ungültiges übergeben (%1). Bitte melden Sie dies mit dem Protokoll.</translation>
    </message>
    <message>
        <source>A library that the program uses failed: %1. Please report this with the log.</source>
        <translation>Störung in einer vom Programm verwendeten Bibliothek: %1. Bitte melden Sie dies mit dem Protokoll.</translation>
    </message>
    <message>
        <source>“%1”: %2</source>
        <comment>file: sentence</comment>
        <translation>„%1“: %2</translation>
    </message>
    <message>
        <source>neither CLIP nor VCP-CLIP weights</source>
        <translation>weder CLIP- noch VCP-CLIP-Gewichte</translation>
    </message>
    <message>
        <source>without a name</source>
        <translation>ohne Namen</translation>
    </message>
    <message>
        <source>The recipe “%1” is of version %2; this program reads up to version %3. Open it with a newer program.</source>
        <translation>Das Rezept „%1“ hat Version %2; dieses Programm liest bis Version %3. Öffnen Sie es mit einem neueren Programm.</translation>
    </message>
    <message>
        <source>The limits of the recipe “%1” cross: %2 must not be above %3. Correct them in the file.</source>
        <translation>Die Grenzen des Rezepts „%1“ überschneiden sich: %2 darf nicht über %3 liegen. Berichtigen Sie sie in der Datei.</translation>
    </message>
    <message>
        <source>The recipe “%1” draws outside its picture of %3 × %4 pixels, at “%2”. Correct it, or draw the area anew.</source>
        <translation>Das Rezept „%1“ zeichnet außerhalb seines Bildes von %3 × %4 Pixeln, bei „%2“. Berichtigen Sie es oder zeichnen Sie den Bereich neu.</translation>
    </message>
    <message>
        <source>The recipe “%1” was made for another model (%2…, in use is %3…). Switch to its model, or save a recipe for this one.</source>
        <translation>Das Rezept „%1“ wurde für ein anderes Modell erstellt (%2…, in Gebrauch ist %3…). Wechseln Sie zu dessen Modell oder speichern Sie ein Rezept für dieses.</translation>
    </message>
    <message>
        <source>What was stored of “%1” is damaged (at: %2). Inspect the image again.</source>
        <translation>Das zu „%1“ Gespeicherte ist beschädigt (Stelle: %2). Prüfen Sie das Bild erneut.</translation>
    </message>
    <message>
        <source>The history “%1” was written by a newer version of this program (its form is %2, at most %3 is known). Nothing was changed. Use the newer version.</source>
        <translation>Der Verlauf „%1“ wurde von einer neueren Version dieses Programms geschrieben (sein Format ist %2, bekannt ist höchstens %3). Es wurde nichts geändert. Verwenden Sie die neuere Version.</translation>
    </message>
    <message>
        <source>The history “%1” is damaged: %2. Start the program again: it puts the damaged file aside and begins a new one.</source>
        <translation>Der Verlauf „%1“ ist beschädigt: %2. Starten Sie das Programm neu: Es legt die beschädigte Datei beiseite und beginnt eine neue.</translation>
    </message>
    <message>
        <source>The file “%1” changes while it is read. Inspect it again when it has been written.</source>
        <translation>Die Datei „%1“ ändert sich beim Lesen. Prüfen Sie sie erneut, wenn sie fertig geschrieben ist.</translation>
    </message>
    <message>
        <source>The model gives no number for the image “%1”: its weights cannot be used. Choose another model.</source>
        <translation>Das Modell liefert für das Bild „%1“ keine Zahl: Seine Gewichte sind nicht verwendbar. Wählen Sie ein anderes Modell.</translation>
    </message>
    <message>
        <source>CMYK colours</source>
        <translation>CMYK-Farben</translation>
    </message>
    <message>
        <source>floating-point samples</source>
        <translation>Gleitkomma-Abtastwerte</translation>
    </message>
    <message>
        <source>signed samples</source>
        <translation>vorzeichenbehaftete Abtastwerte</translation>
    </message>
    <message>
        <source>samples of %1 bits in this arrangement</source>
        <translation>Abtastwerte von %1 Bit in dieser Anordnung</translation>
    </message>
    <message>
        <source>a palette of %1 bits</source>
        <translation>eine Palette mit %1 Bit</translation>
    </message>
    <message>
        <source>%1 channels</source>
        <translation>%1 Kanäle</translation>
    </message>
    <message>
        <source>TIFF colour space %1</source>
        <translation>TIFF-Farbraum %1</translation>
    </message>
    <message>
        <source>JPEG with %1 bits</source>
        <translation>JPEG mit %1 Bit</translation>
    </message>
    <message>
        <source>JPEG with %1 components</source>
        <translation>JPEG mit %1 Komponenten</translation>
    </message>
    <message>
        <source>BMP of OS/2</source>
        <translation>BMP von OS/2</translation>
    </message>
    <message>
        <source>BMP compression %1</source>
        <translation>BMP-Kompression %1</translation>
    </message>
    <message>
        <source>animated WebP</source>
        <translation>animiertes WebP</translation>
    </message>
    <message>
        <source>an unusual form of samples</source>
        <translation>eine ungewöhnliche Form von Abtastwerten</translation>
    </message>
    <message>
        <source>the version of the old PyTorch format</source>
        <translation>Version des alten PyTorch-Formats</translation>
    </message>
    <message>
        <source>the system of the old PyTorch format</source>
        <translation>System des alten PyTorch-Formats</translation>
    </message>
    <message>
        <source>the byte order</source>
        <translation>Bytereihenfolge</translation>
    </message>
    <message>
        <source>the list of storages</source>
        <translation>Liste der Storages</translation>
    </message>
    <message>
        <source>the end of the zip archive</source>
        <translation>Ende des ZIP-Archivs</translation>
    </message>
    <message>
        <source>the directory of the zip archive</source>
        <translation>Verzeichnis des ZIP-Archivs</translation>
    </message>
    <message>
        <source>the zip entry “%1”</source>
        <translation>ZIP-Eintrag „%1“</translation>
    </message>
    <message>
        <source>the pickle, nested too deeply</source>
        <translation>Pickle, zu tief verschachtelt</translation>
    </message>
    <message>
        <source>the pickle, at offset %1</source>
        <translation>Pickle, bei Offset %1</translation>
    </message>
    <message>
        <source>the length of the safetensors header</source>
        <translation>Länge des safetensors-Kopfs</translation>
    </message>
    <message>
        <source>the safetensors header</source>
        <translation>safetensors-Kopf</translation>
    </message>
    <message>
        <source>the storage “%1”</source>
        <translation>Storage „%1“</translation>
    </message>
    <message>
        <source>the tensor name “%1”</source>
        <translation>Tensorname „%1“</translation>
    </message>
    <message>
        <source>the tensor “%1”</source>
        <translation>Tensor „%1“</translation>
    </message>
    <message>
        <source>The folder “%1” is laid out like none of the data sets that are read. Name its layout, or sort its images into “good” and a folder for each defect.</source>
        <translation>Der Ordner „%1“ ist aufgebaut wie keiner der lesbaren Datensätze. Geben Sie sein Layout an oder sortieren Sie die Bilder in „good“ und je einen Ordner pro Fehlerart.</translation>
    </message>
    <message>
        <source>The folder “%1” does not hold a data set in the layout “%2”. Choose another layout or another folder.</source>
        <translation>Der Ordner „%1“ enthält keinen Datensatz im Layout „%2“. Wählen Sie ein anderes Layout oder einen anderen Ordner.</translation>
    </message>
    <message>
        <source>“%1” does not describe a data set: it is not valid at “%2”. Correct it, or copy it again from its source.</source>
        <translation>„%1“ beschreibt keinen Datensatz: ungültig bei „%2“. Berichtigen Sie die Datei oder kopieren Sie sie erneut von ihrer Quelle.</translation>
    </message>
    <message>
        <source>The folder “%1” holds too many files: a data set has at most %2. Choose a folder further down.</source>
        <translation>Der Ordner „%1“ enthält zu viele Dateien: Ein Datensatz hat höchstens %2. Wählen Sie einen Ordner weiter unten.</translation>
    </message>
    <message>
        <source>Nothing tells where the image “%1” is defective: its mask is missing. Add the mask, or leave the image out.</source>
        <translation>Nichts gibt an, wo das Bild „%1“ fehlerhaft ist: Seine Maske fehlt. Ergänzen Sie die Maske oder lassen Sie das Bild aus.</translation>
    </message>
    <message>
        <source>The mask “%1” has another size than its image: %2 × %3 pixels, the image %4 × %5. Draw it again on the image.</source>
        <translation>Die Maske „%1“ hat eine andere Größe als ihr Bild: %2 × %3 Pixel, das Bild %4 × %5. Zeichnen Sie sie auf dem Bild neu.</translation>
    </message>
    <message>
        <source>“%1” is no record of a training (at: %2). Nothing was changed. Choose another folder.</source>
        <translation>„%1“ ist keine Aufzeichnung eines Trainings (Stelle: %2). Es wurde nichts geändert. Wählen Sie einen anderen Ordner.</translation>
    </message>
    <message>
        <source>“%1” holds another training, with other options or other data. Nothing was changed. Choose another folder, or give the options of that training to go on with it.</source>
        <translation>„%1“ enthält ein anderes Training, mit anderen Optionen oder anderen Daten. Es wurde nichts geändert. Wählen Sie einen anderen Ordner oder geben Sie die Optionen jenes Trainings an, um es fortzusetzen.</translation>
    </message>
    <message>
        <source>The loss is no longer a number (step %1). The last good checkpoint is kept. Start again from it with a lower learning rate.</source>
        <translation>Der Verlust ist keine Zahl mehr (Schritt %1). Der letzte gute Checkpoint bleibt erhalten. Beginnen Sie von ihm aus erneut mit einer kleineren Lernrate.</translation>
    </message>
    <message>
        <source>“%1” could not be opened: %2. Check that it is connected, and that no other program uses it.</source>
        <translation>„%1“ konnte nicht geöffnet werden: %2. Kontrollieren Sie, ob die Verbindung besteht und kein anderes Programm darauf zugreift.</translation>
    </message>
    <message>
        <source>“%1” gives no pictures any more: %2. Check its cable and its power; it is tried again by itself.</source>
        <translation>„%1“ liefert keine Bilder mehr: %2. Kontrollieren Sie Kabel und Stromversorgung; es wird selbsttätig erneut versucht.</translation>
    </message>
    <message>
        <source>“%1” has given no picture for %2 s. Check its trigger and its exposure; it is tried again by itself.</source>
        <translation>„%1“ hat seit %2 s kein Bild geliefert. Kontrollieren Sie Trigger und Belichtung; es wird selbsttätig erneut versucht.</translation>
    </message>
    <message>
        <source>“%1” asks for something that this program doesn&apos;t have: %2.</source>
        <translation>„%1“ verlangt etwas, das dieses Programm nicht hat: %2.</translation>
    </message>
    <message>
        <source>GenICam cameras, for which it has to be built with Aravis</source>
        <translation>GenICam-Kameras; dafür muss es mit Aravis gebaut sein</translation>
    </message>
    <message>
        <source>an address that begins with neither http, https, rtsp nor rtsps</source>
        <translation>eine Adresse, die weder mit http, https, rtsp noch rtsps beginnt</translation>
    </message>
    <message>
        <source>a trigger that the camera doesn&apos;t have</source>
        <translation>einen Trigger, den die Kamera nicht hat</translation>
    </message>
    <message>
        <source>to go to another time, which only videos can</source>
        <translation>den Sprung zu einem anderen Zeitpunkt, den nur Videos erlauben</translation>
    </message>
    <message>
        <source>the setting “%1”</source>
        <translation>die Einstellung „%1“</translation>
    </message>
    <message>
        <source>the pixel format “%1”</source>
        <translation>das Pixelformat „%1“</translation>
    </message>
    <message>
        <source>it did not answer in time</source>
        <translation>keine rechtzeitige Antwort</translation>
    </message>
    <message>
        <source>it gives no video that can be read, or asks for another user or password</source>
        <translation>kein lesbares Video, oder es wird ein anderer Benutzer oder ein anderes Passwort verlangt</translation>
    </message>
    <message>
        <source>the connection has ended</source>
        <translation>die Verbindung ist beendet</translation>
    </message>
    <message>
        <source>it is not open</source>
        <translation>nicht geöffnet</translation>
    </message>
    <message>
        <source>it is not there</source>
        <translation>nicht vorhanden</translation>
    </message>
    <message>
        <source>the camera does not answer any more</source>
        <translation>die Kamera antwortet nicht mehr</translation>
    </message>
    <message>
        <source>it has no pictures to give</source>
        <translation>keine Bilder verfügbar</translation>
    </message>
    <message>
        <source>it is not a camera</source>
        <translation>keine Kamera</translation>
    </message>
    <message>
        <source>it is not a folder</source>
        <translation>kein Ordner</translation>
    </message>
    <message>
        <source>it is no video that can be read</source>
        <translation>kein lesbares Video</translation>
    </message>
    <message>
        <source>there is not enough memory</source>
        <translation>der Speicher reicht nicht aus</translation>
    </message>
    <message>
        <source>“%1” is no table of verdicts, or has other columns. Nothing was changed. Choose another file.</source>
        <translation>„%1“ ist keine Urteilstabelle oder hat andere Spalten. Es wurde nichts geändert. Wählen Sie eine andere Datei.</translation>
    </message>
    <message>
        <source>“%1” is no ordinary file. Choose another one.</source>
        <translation>„%1“ ist keine gewöhnliche Datei. Wählen Sie eine andere.</translation>
    </message>
    <message>
        <source>“%1” is being written by another program. It is tried again by itself.</source>
        <translation>„%1“ wird gerade von einem anderen Programm geschrieben. Es wird selbsttätig erneut versucht.</translation>
    </message>
    <message>
        <source>“%1” did not take the message: %2.</source>
        <translation>„%1“ hat die Nachricht nicht angenommen: %2.</translation>
    </message>
    <message>
        <source>MQTT, for which it has to be built with libmosquitto</source>
        <translation>MQTT; dafür muss es mit libmosquitto gebaut sein</translation>
    </message>
    <message>
        <source>no computer of this name is known</source>
        <translation>kein Rechner dieses Namens bekannt</translation>
    </message>
    <message>
        <source>no program answers there</source>
        <translation>dort antwortet kein Programm</translation>
    </message>
    <message>
        <source>it cannot be reached</source>
        <translation>nicht erreichbar</translation>
    </message>
    <message>
        <source>it closed the connection</source>
        <translation>die Gegenstelle hat die Verbindung geschlossen</translation>
    </message>
    <message>
        <source>its certificate is not trusted, or it speaks without encryption</source>
        <translation>dem Zertifikat wird nicht vertraut, oder die Gegenstelle verschlüsselt nicht</translation>
    </message>
    <message>
        <source>it does not accept this user and password</source>
        <translation>Benutzer und Passwort werden nicht angenommen</translation>
    </message>
    <message>
        <source>it does not accept the name of this program</source>
        <translation>der Name dieses Programms wird nicht angenommen</translation>
    </message>
    <message>
        <source>it says that it is not available</source>
        <translation>die Gegenstelle meldet, dass sie nicht verfügbar ist</translation>
    </message>
    <message>
        <source>the message is too long for it</source>
        <translation>die Nachricht ist zu lang für die Gegenstelle</translation>
    </message>
    <message>
        <source>it answers with HTTP status %1</source>
        <translation>Antwort mit HTTP-Status %1</translation>
    </message>
    <message>
        <source>error %1</source>
        <translation>Fehlercode %1</translation>
    </message>
    <message>
        <source>The image “%1” of %2 × %3 pixels would be cut into %5 tiles of %4 px, more than %6. Let the recipe&apos;s tiles have a side of at least %7 px.</source>
        <translation>Das Bild „%1“ mit %2 × %3 Pixeln würde in %5 Kacheln von %4 px zerlegt, mehr als %6. Geben Sie den Kacheln des Rezepts eine Seitenlänge von mindestens %7 px.</translation>
    </message>
    <message>
        <source>What the recipe knows of good parts doesn&apos;t fit: it was learned from answers of %1 (views × layers × rows × columns), this one has %2. Learn from good parts again, or turn it off.</source>
        <translation>Die Gutteil-Referenz des Rezepts passt nicht: Sie wurde aus Antworten von %1 gelernt (Ansichten × Schichten × Zeilen × Spalten), diese hat %2. Lernen Sie erneut aus Gutteilen oder schalten Sie die Referenz aus.</translation>
    </message>
    <message>
        <source>Of pictures in %1 tiles nothing can be learned from good parts, of %2 at most. Choose larger tiles.</source>
        <translation>Aus Bildern in %1 Kacheln lässt sich nichts von Gutteilen lernen, nur bei höchstens %2. Wählen Sie größere Kacheln.</translation>
    </message>
    <message>
        <source>The file “%1” holds another picture now than the one that was inspected. Inspect it again.</source>
        <translation>Die Datei „%1“ enthält jetzt ein anderes Bild als das geprüfte. Prüfen Sie sie erneut.</translation>
    </message>
    <message>
        <source>The image “%1” is too large: %2 × %3 pixels; at most %4 megapixels are read, with sides of at most a million pixels. Cut it into parts.</source>
        <translation>Das Bild „%1“ ist zu groß: %2 × %3 Pixel; höchstens %4 Megapixel werden gelesen, mit Seiten von höchstens einer Million Pixeln. Schneiden Sie es in Teile.</translation>
    </message>
    <message>
        <source>The mask “%1” marks nothing, though its image is defective. Draw the defect, or put the image with the good ones.</source>
        <translation>Die Maske „%1“ markiert nichts, obwohl ihr Bild fehlerhaft ist. Zeichnen Sie den Fehler ein, oder legen Sie das Bild zu den guten.</translation>
    </message>
    <message>
        <source>The image “%1” is too large: files of 2 GiB or more are not read. Save it compressed, or cut it into parts.</source>
        <translation>Das Bild „%1“ ist zu groß: Dateien von 2 GiB oder mehr werden nicht gelesen. Speichern Sie es komprimiert, oder schneiden Sie es in Teile.</translation>
    </message>
    <message>
        <source>BMP with unusual bit masks</source>
        <translation>BMP mit ungewöhnlichen Bitmasken</translation>
    </message>
    <message>
        <source>from %1 s on nothing more of it came</source>
        <translation>ab %1 s kam nichts mehr</translation>
    </message>
</context>
<context>
    <name>Eval</name>
    <message>
        <source>Model %1, %2 pixels, alpha %3, sigma %4</source>
        <translation>Modell %1, %2 Pixel, alpha %3, sigma %4</translation>
    </message>
    <message>
        <source>Stopped before the last image of the second model; the files tell the figures of the first.</source>
        <translation>Vor dem letzten Bild des zweiten Modells angehalten; die Dateien enthalten die Kennzahlen des ersten.</translation>
    </message>
    <message>
        <source>Second minus first model, in points of per cent:</source>
        <translation>Zweites minus erstes Modell, in Prozentpunkten:</translation>
    </message>
    <message>
        <source>vcp-inspect eval [options] DATASET

Evaluates a model on a data set with masks: the published metrics of each product and their mean.
Returns 0 when all was read, 2 for wrong usage or an unusable model or data set, 3 when an image or
a mask could not be read.</source>
        <translation>vcp-inspect eval [Optionen] DATASET

Wertet ein Modell auf einem Datensatz mit Masken aus: die veröffentlichten Metriken jedes Produkts und ihr
Mittelwert. Rückgabewert 0, wenn alles gelesen wurde, 2 bei falschem Aufruf oder unbrauchbarem Modell oder
Datensatz, 3, wenn ein Bild oder eine Maske nicht lesbar war.</translation>
    </message>
    <message>
        <source>Stopped before the last image; nothing was written.</source>
        <translation>Vor dem letzten Bild angehalten; es wurde nichts geschrieben.</translation>
    </message>
    <message>
        <source>No image can be compared: no product has good and anomalous images that both models answered.</source>
        <translation>Kein Bild ist vergleichbar: Kein Produkt hat gute und anomale Bilder, die beide Modelle beantwortet haben.</translation>
    </message>
    <message>
        <source>Of %1 images, each judged at its own model&apos;s limit of the greatest F1, both models are right on %2 and both wrong on %3; only the first is right on %4, only the second on %5.</source>
        <translation>Von %1 Bildern, jedes an der Grenze des größten F1 seines Modells beurteilt, liegen beide Modelle bei %2 richtig und beide bei %3 falsch; nur das erste liegt bei %4 richtig, nur das zweite bei %5.</translation>
    </message>
    <message>
        <source>This may well be chance (McNemar&apos;s test: %1).</source>
        <translation>Das kann gut Zufall sein (McNemar-Test: %1).</translation>
    </message>
    <message>
        <source>“%1” is right more often, by more than chance (McNemar&apos;s test: %2).</source>
        <translation>„%1“ liegt häufiger richtig, und zwar über den Zufall hinaus (McNemar-Test: %2).</translation>
    </message>
    <message>
        <source>pixel AUROC</source>
        <translation>Pixel-AUROC</translation>
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
        <translation>Pixel-AP</translation>
    </message>
    <message>
        <source>pixel F1</source>
        <translation>Pixel-F1</translation>
    </message>
    <message>
        <source>image AUROC</source>
        <translation>Bild-AUROC</translation>
    </message>
    <message>
        <source>image AP</source>
        <translation>Bild-AP</translation>
    </message>
    <message>
        <source>image F1</source>
        <translation>Bild-F1</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>und noch %n</numerusform>
            <numerusform>und noch %n</numerusform>
        </translation>
    </message>
    <message>
        <source>Data set %1 in %2</source>
        <translation>Datensatz %1 in %2</translation>
    </message>
    <message>
        <source>Layout %1, as given</source>
        <translation>Layout %1, wie angegeben</translation>
    </message>
    <message>
        <source>Layout %1, told by %2</source>
        <translation>Layout %1, erkannt an %2</translation>
    </message>
    <message>
        <source> (would also fit: %1; choose with --layout)</source>
        <translation> (auch passend: %1; mit --layout wählen)</translation>
    </message>
    <message numerus="yes">
        <source>%n products</source>
        <translation>
            <numerusform>%n Produkt</numerusform>
            <numerusform>%n Produkte</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n images</source>
        <translation>
            <numerusform>%n Bild</numerusform>
            <numerusform>%n Bilder</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n for training</source>
        <translation>
            <numerusform>%n für Training</numerusform>
            <numerusform>%n für Training</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n for test</source>
        <translation>
            <numerusform>%n für Test</numerusform>
            <numerusform>%n für Test</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n good</source>
        <translation>
            <numerusform>%n gut</numerusform>
            <numerusform>%n gut</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n anomalous</source>
        <translation>
            <numerusform>%n anomal</numerusform>
            <numerusform>%n anomal</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n masks</source>
        <translation>
            <numerusform>%n Maske</numerusform>
            <numerusform>%n Masken</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n images of which nobody knows whether they are good</source>
        <translation>
            <numerusform>%n Bild, von dem niemand weiß, ob es gut ist</numerusform>
            <numerusform>%n Bilder, von denen niemand weiß, ob sie gut sind</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n anomalous images without mask</source>
        <translation>
            <numerusform>%n anomales Bild ohne Maske</numerusform>
            <numerusform>%n anomale Bilder ohne Maske</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n masks without image</source>
        <translation>
            <numerusform>%n Maske ohne Bild</numerusform>
            <numerusform>%n Masken ohne Bild</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n folders whose masks were paired by order, not by name</source>
        <translation>
            <numerusform>%n Ordner, dessen Masken nach Reihenfolge statt nach Namen zugeordnet wurden</numerusform>
            <numerusform>%n Ordner, deren Masken nach Reihenfolge statt nach Namen zugeordnet wurden</numerusform>
        </translation>
    </message>
    <message>
        <source>Defects are marked by boxes, not by their pixels: pixel figures say little.</source>
        <translation>Fehler sind durch Rahmen markiert, nicht pixelgenau: Pixel-Kennzahlen sagen wenig aus.</translation>
    </message>
    <message>
        <source>Masks are drawn coarsely and reach beyond the defects: pixel figures come out low.</source>
        <translation>Masken sind grob gezeichnet und reichen über die Fehler hinaus: Pixel-Kennzahlen fallen niedrig aus.</translation>
    </message>
    <message numerus="yes">
        <source>The same is true of %n more.</source>
        <translation>
            <numerusform>Gleiches gilt für %n weiteren Fall.</numerusform>
            <numerusform>Gleiches gilt für %n weitere Fälle.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Warning: %n images stand in both training and test of this data set.</source>
        <translation>
            <numerusform>Warnung: %n Bild kommt in diesem Datensatz sowohl im Training als auch im Test vor.</numerusform>
            <numerusform>Warnung: %n Bilder kommen in diesem Datensatz sowohl im Training als auch im Test vor.</numerusform>
        </translation>
    </message>
    <message>
        <source>Warning: the weights “%1” were trained on this data set (%2). These are no zero-shot figures.</source>
        <translation>Warnung: Die Gewichte „%1“ wurden auf diesem Datensatz trainiert (%2). Dies sind keine Zero-Shot-Kennzahlen.</translation>
    </message>
    <message numerus="yes">
        <source>Warning: the weights “%1” have seen %n of these images in training. These are no zero-shot figures.</source>
        <translation>
            <numerusform>Warnung: Die Gewichte „%1“ haben %n dieser Bilder im Training gesehen. Dies sind keine Zero-Shot-Kennzahlen.</numerusform>
            <numerusform>Warnung: Die Gewichte „%1“ haben %n dieser Bilder im Training gesehen. Dies sind keine Zero-Shot-Kennzahlen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Product</source>
        <translation>Produkt</translation>
    </message>
    <message>
        <source>images</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>anomalous</source>
        <translation>anomal</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>Mittelwert</translation>
    </message>
    <message>
        <source>In per cent. PRO is the published code&apos;s, AUPRO MVTec&apos;s exact one up to a false positive rate of 0.3.</source>
        <translation>In Prozent. PRO wie im veröffentlichten Code, AUPRO exakt nach MVTec bis zu einer Falsch-Positiv-Rate von 0,3.</translation>
    </message>
    <message numerus="yes">
        <source>%n anomalous images without a usable mask count as images only.</source>
        <translation>
            <numerusform>%n anomales Bild ohne verwendbare Maske zählt nur als Bild.</numerusform>
            <numerusform>%n anomale Bilder ohne verwendbare Maske zählen nur als Bilder.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n images were left out: nobody knows whether they are good.</source>
        <translation>
            <numerusform>%n Bild wurde ausgelassen: Niemand weiß, ob es gut ist.</numerusform>
            <numerusform>%n Bilder wurden ausgelassen: Niemand weiß, ob sie gut sind.</numerusform>
        </translation>
    </message>
    <message>
        <source>Products without an image to evaluate: %1</source>
        <translation>Produkte ohne auswertbares Bild: %1</translation>
    </message>
    <message>
        <source>There is no layout “%1”. Choose one of: %2.</source>
        <translation>Es gibt kein Layout „%1“. Wählen Sie eines von: %2.</translation>
    </message>
    <message>
        <source>There is no split “%1”. Choose test or train.</source>
        <translation>Es gibt keinen Split „%1“. Wählen Sie test oder train.</translation>
    </message>
    <message>
        <source>“%1” is named twice in --products.</source>
        <translation>„%1“ ist in --products doppelt genannt.</translation>
    </message>
    <message>
        <source>The data set has no product “%1”.</source>
        <translation>Der Datensatz hat kein Produkt „%1“.</translation>
    </message>
    <message>
        <source>The data set has no product “%1”. Did you mean “%2”?</source>
        <translation>Der Datensatz hat kein Produkt „%1“. Meinten Sie „%2“?</translation>
    </message>
    <message>
        <source>auto, mvtec, visa, btad, ksdd, ksdd2, dagm, bsd, gc10, msd, road, rsdd, mpdd, meta or folder (default: auto)</source>
        <translation>auto, mvtec, visa, btad, ksdd, ksdd2, dagm, bsd, gc10, msd, road, rsdd, mpdd, meta oder folder (Vorgabe: auto)</translation>
    </message>
    <message>
        <source>test or train (default: test)</source>
        <translation>test oder train (Vorgabe: test)</translation>
    </message>
    <message>
        <source>which products (default: all)</source>
        <translation>welche Produkte (Vorgabe: alle)</translation>
    </message>
    <message>
        <source>weight of Post-VCP, 0 to 1 (default: the model&apos;s; published: 0.8)</source>
        <translation>Gewicht von Post-VCP, 0 bis 1 (Vorgabe: das des Modells; veröffentlicht: 0.8)</translation>
    </message>
    <message>
        <source>Gaussian in pixels of the model&apos;s input, 0 to 64 (default: the model&apos;s; published: 8 at 518 pixels)</source>
        <translation>Gaußfilter in Pixeln der Modelleingabe, 0 bis 64 (Vorgabe: der des Modells; veröffentlicht: 8 bei 518 Pixeln)</translation>
    </message>
    <message>
        <source>memory that doesn&apos;t grow with the pixels: pixel figures from 65536 levels of the score</source>
        <translation>Speicherbedarf unabhängig von der Pixelzahl: Pixel-Kennzahlen aus 65536 Stufen des Scores</translation>
    </message>
    <message>
        <source>write the figures as JSON</source>
        <translation>die Kennzahlen als JSON schreiben</translation>
    </message>
    <message>
        <source>write the figures as CSV</source>
        <translation>die Kennzahlen als CSV schreiben</translation>
    </message>
    <message>
        <source>write curves, verdicts of images and figures of each type of defect</source>
        <translation>Kurven, Urteile über Bilder und Kennzahlen je Fehlerart schreiben</translation>
    </message>
    <message>
        <source>a second model on the same images: differences, and whether they are more than chance</source>
        <translation>ein zweites Modell auf denselben Bildern: Unterschiede, und ob sie mehr als Zufall sind</translation>
    </message>
    <message>
        <source>Name the folder of a data set.</source>
        <translation>Geben Sie den Ordner eines Datensatzes an.</translation>
    </message>
    <message>
        <source>One data set at a time: “%1” is one too many.</source>
        <translation>Nur ein Datensatz auf einmal: „%1“ ist einer zu viel.</translation>
    </message>
    <message>
        <source>“%1” has no test image of which it is known whether it is good or defective: there is nothing to evaluate.</source>
        <translation>„%1“ hat kein Testbild, von dem bekannt ist, ob es gut oder fehlerhaft ist: Es gibt nichts auszuwerten.</translation>
    </message>
    <message>
        <source>“%1” has no training image of which it is known whether it is good or defective: there is nothing to evaluate.</source>
        <translation>„%1“ hat kein Trainingsbild, von dem bekannt ist, ob es gut oder fehlerhaft ist: Es gibt nichts auszuwerten.</translation>
    </message>
    <message>
        <source>The product “%1” has too many pixels for exact figures: --streaming gets by with less memory.</source>
        <translation>Das Produkt „%1“ hat zu viele Pixel für exakte Kennzahlen: --streaming kommt mit weniger Speicher aus.</translation>
    </message>
    <message>
        <source>There is no score “%1”. Choose published or recipe.</source>
        <translation>Es gibt keinen Score „%1“. Wählen Sie published oder recipe.</translation>
    </message>
    <message>
        <source>score of an image: published (default), or recipe: the model&apos;s own, by which verdicts are given</source>
        <translation>Score eines Bildes: published (Vorgabe) oder recipe: der des Modells, nach dem geurteilt wird</translation>
    </message>
    <message>
        <source>write figures and curves as a sealed report</source>
        <translation>Kennzahlen und Kurven als versiegelten Bericht schreiben</translation>
    </message>
    <message>
        <source>What good training images of a product show at each place was taken off first: these figures are not zero-shot.</source>
        <translation>Was gute Trainingsbilder eines Produkts an jeder Stelle zeigen, wurde zuvor abgezogen: Diese Kennzahlen sind nicht Zero-Shot.</translation>
    </message>
    <message>
        <source>Products with too few good training images, from which nothing was learned: %1</source>
        <translation>Produkte mit zu wenigen guten Trainingsbildern, aus denen nichts gelernt wurde: %1</translation>
    </message>
    <message>
        <source>take off what the product&apos;s good training images show at each place, as a recipe does that has learned from good parts</source>
        <translation>abziehen, was die guten Trainingsbilder des Produkts an jeder Stelle zeigen, wie es ein Rezept mit Gutteil-Referenz tut</translation>
    </message>
    <message>
        <source>--baseline learns from the training split, so it goes with --split test.</source>
        <translation>--baseline lernt aus dem Trainings-Split und geht daher nur mit --split test.</translation>
    </message>
    <message>
        <source>--baseline has nothing to learn from: no product of “%1” has five good training images.</source>
        <translation>--baseline hat nichts zu lernen: Kein Produkt von „%1“ hat fünf gute Trainingsbilder.</translation>
    </message>
    <message>
        <source>Stopped before the report was finished: it was not written, everything else was.</source>
        <translation>Vor dem Ende des Berichts angehalten: Er wurde nicht geschrieben, alles andere wurde es.</translation>
    </message>
</context>
<context>
    <name>Export</name>
    <message>
        <source>%1: the file holds another image than the one inspected, so there is no overlay. Inspect it again.</source>
        <translation>%1: Die Datei enthält ein anderes Bild als das geprüfte, daher gibt es keine Überlagerung. Prüfen Sie das Bild erneut.</translation>
    </message>
    <message>
        <source>%1: its inspection isn&apos;t kept any more, so there is no mask, outline, map or overlay. Inspect it again.</source>
        <translation>%1: Die Prüfung ist nicht mehr gespeichert, daher gibt es weder Maske, Umriss, Karte noch Überlagerung. Prüfen Sie das Bild erneut.</translation>
    </message>
</context>
<context>
    <name>Expression</name>
    <message numerus="yes">
        <source>A filter has at most %n character(s).</source>
        <translation>
            <numerusform>Ein Filter hat höchstens %n Zeichen.</numerusform>
            <numerusform>Ein Filter hat höchstens %n Zeichen.</numerusform>
        </translation>
    </message>
    <message>
        <source>turns the next condition round</source>
        <translation>kehrt die nächste Bedingung um</translation>
    </message>
    <message>
        <source>is</source>
        <translation>ist</translation>
    </message>
    <message>
        <source>is not</source>
        <translation>ist nicht</translation>
    </message>
    <message>
        <source>is like, with * and ?</source>
        <translation>ähnlich wie, mit * und ?</translation>
    </message>
    <message>
        <source>is not like</source>
        <translation>nicht ähnlich wie</translation>
    </message>
    <message>
        <source>from … on</source>
        <translation>ab</translation>
    </message>
    <message>
        <source>at least</source>
        <translation>mindestens</translation>
    </message>
    <message>
        <source>after</source>
        <translation>nach</translation>
    </message>
    <message>
        <source>more than</source>
        <translation>mehr als</translation>
    </message>
    <message>
        <source>up to and with</source>
        <translation>bis einschließlich</translation>
    </message>
    <message>
        <source>at most</source>
        <translation>höchstens</translation>
    </message>
    <message>
        <source>before</source>
        <translation>vor</translation>
    </message>
    <message>
        <source>less than</source>
        <translation>weniger als</translation>
    </message>
    <message>
        <source>there is no value</source>
        <translation>kein Wert vorhanden</translation>
    </message>
    <message>
        <source>both must hold</source>
        <translation>beide müssen gelten</translation>
    </message>
    <message>
        <source>one must hold</source>
        <translation>eine muss gelten</translation>
    </message>
    <message>
        <source>A condition such as “score &gt; 0.6” or a part of a name belongs here.</source>
        <translation>Hier wird eine Bedingung wie „score &gt; 0.6“ oder ein Teil eines Namens erwartet.</translation>
    </message>
    <message>
        <source>A condition belongs here. Fields: %1.</source>
        <translation>Hier wird eine Bedingung erwartet. Felder: %1.</translation>
    </message>
    <message>
        <source>A field belongs before the operator: %1.</source>
        <translation>Vor dem Operator wird ein Feld erwartet: %1.</translation>
    </message>
    <message>
        <source>There is no field “%1”. Did you mean “%2”?</source>
        <translation>Es gibt kein Feld „%1“. Meinten Sie „%2“?</translation>
    </message>
    <message>
        <source>There is no field “%1”. Fields: %2.</source>
        <translation>Es gibt kein Feld „%1“. Felder: %2.</translation>
    </message>
    <message>
        <source>“%1” is text: compare it with =, !=, ~ or !~.</source>
        <translation>„%1“ ist Text: Vergleichen Sie mit =, !=, ~ oder !~.</translation>
    </message>
    <message>
        <source>“%1” has fixed words: compare it with = or !=.</source>
        <translation>„%1“ hat feste Wörter: Vergleichen Sie mit = oder !=.</translation>
    </message>
    <message>
        <source>“%1” is no text: compare it with =, !=, &lt;, &lt;=, &gt; or &gt;=.</source>
        <translation>„%1“ ist kein Text: Vergleichen Sie mit =, !=, &lt;, &lt;=, &gt; oder &gt;=.</translation>
    </message>
    <message>
        <source>A number belongs here, such as 0.6.</source>
        <translation>Hier wird eine Zahl erwartet, etwa 0.6.</translation>
    </message>
    <message>
        <source>An area belongs here, such as 120 or 1.2 mm2.</source>
        <translation>Hier wird eine Fläche erwartet, etwa 120 oder 1.2 mm2.</translation>
    </message>
    <message>
        <source>A length belongs here, such as 40 or 1.5 mm.</source>
        <translation>Hier wird eine Länge erwartet, etwa 40 oder 1.5 mm.</translation>
    </message>
    <message>
        <source>One of these words belongs here: %1.</source>
        <translation>Hier wird eines dieser Wörter erwartet: %1.</translation>
    </message>
    <message>
        <source>A date belongs here, such as 2026-11-01, 2026-11 or today.</source>
        <translation>Hier wird ein Datum erwartet, etwa 2026-11-01, 2026-11 oder today.</translation>
    </message>
    <message>
        <source>A text belongs here; put it in quotes when it has spaces.</source>
        <translation>Hier wird ein Text erwartet; mit Leerzeichen in Anführungszeichen.</translation>
    </message>
    <message>
        <source>“%1” is no unit of area: px2, mm2, cm2 and um2 are.</source>
        <translation>„%1“ ist keine Flächeneinheit; möglich sind px2, mm2, cm2 und um2.</translation>
    </message>
    <message>
        <source>“%1” is no unit of length: px, mm, cm and um are.</source>
        <translation>„%1“ ist keine Längeneinheit; möglich sind px, mm, cm und um.</translation>
    </message>
    <message>
        <source>“%1” has no unit; this is a plain number.</source>
        <translation>„%1“ hat keine Einheit; dies ist eine reine Zahl.</translation>
    </message>
    <message>
        <source>There is no calibration yet: give the area in px2.</source>
        <translation>Es gibt noch keine Kalibrierung: Geben Sie die Fläche in px2 an.</translation>
    </message>
    <message>
        <source>There is no calibration yet: give the length in px.</source>
        <translation>Es gibt noch keine Kalibrierung: Geben Sie die Länge in px an.</translation>
    </message>
    <message>
        <source>The closing quote is missing.</source>
        <translation>Das schließende Anführungszeichen fehlt.</translation>
    </message>
    <message>
        <source>A closing bracket is missing.</source>
        <translation>Eine schließende Klammer fehlt.</translation>
    </message>
    <message>
        <source>This bracket was never opened.</source>
        <translation>Diese Klammer wurde nie geöffnet.</translation>
    </message>
    <message>
        <source>“and”, “or” or the end belongs here.</source>
        <translation>Hier wird „and“, „or“ oder das Ende erwartet.</translation>
    </message>
</context>
<context>
    <name>Gauge</name>
    <message numerus="yes">
        <source>%n picture(s)</source>
        <translation>
            <numerusform>%n Bild</numerusform>
            <numerusform>%n Bilder</numerusform>
        </translation>
    </message>
    <message>
        <source>“%1” has %2</source>
        <comment>part, pictures</comment>
        <translation>„%1“ hat %2</translation>
    </message>
    <message>
        <source>“%1” by “%2” has %3</source>
        <comment>part, appraiser, pictures</comment>
        <translation>„%1“ von „%2“ hat %3</translation>
    </message>
    <message numerus="yes">
        <source>Left out: %n part(s) that weren&apos;t seen as often as most (%1).</source>
        <translation>
            <numerusform>Ausgelassen: %n Teil, das nicht so oft aufgenommen wurde wie die meisten (%1).</numerusform>
            <numerusform>Ausgelassen: %n Teile, die nicht so oft aufgenommen wurden wie die meisten (%1).</numerusform>
        </translation>
    </message>
    <message>
        <source>good (below 10 %)</source>
        <translation>gut (unter 10 %)</translation>
    </message>
    <message>
        <source>may do, depending on what it is for (10 to 30 %)</source>
        <translation>bedingt geeignet, je nach Verwendung (10 bis 30 %)</translation>
    </message>
    <message>
        <source>not usable (above 30 %)</source>
        <translation>nicht geeignet (über 30 %)</translation>
    </message>
    <message>
        <source>The names have to say which part a picture shows: %1 is missing.</source>
        <translation>Die Namen müssen angeben, welches Teil ein Bild zeigt: %1 fehlt.</translation>
    </message>
    <message>
        <source>%1 stands there twice.</source>
        <translation>%1 steht doppelt da.</translation>
    </message>
    <message>
        <source>There is no %1. There are {part}, {appraiser} and {trial}; * is anything.</source>
        <translation>%1 gibt es nicht. Es gibt {part}, {appraiser} und {trial}; * steht für Beliebiges.</translation>
    </message>
    <message>
        <source>This is longer than %1 characters.</source>
        <translation>Dies ist länger als %1 Zeichen.</translation>
    </message>
    <message numerus="yes">
        <source>%n part(s)</source>
        <translation>
            <numerusform>%n Teil</numerusform>
            <numerusform>%n Teile</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) each</source>
        <translation>
            <numerusform>je %n Bild</numerusform>
            <numerusform>je %n Bilder</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, %2, %3.</source>
        <comment>parts, appraisers, pictures each</comment>
        <translation>%1, %2, %3.</translation>
    </message>
    <message numerus="yes">
        <source>%n appraiser(s)</source>
        <translation>
            <numerusform>%n Prüfer</numerusform>
            <numerusform>%n Prüfer</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, %2.</source>
        <comment>parts, pictures each</comment>
        <translation>%1, %2.</translation>
    </message>
    <message>
        <source>A study needs at least two pictures of each part.</source>
        <translation>Eine Studie braucht mindestens zwei Bilder von jedem Teil.</translation>
    </message>
    <message>
        <source>A study needs at least two parts that were seen equally often.</source>
        <translation>Eine Studie braucht mindestens zwei Teile, die gleich oft aufgenommen wurden.</translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) have other names, such as “%1”.</source>
        <translation>
            <numerusform>%n Bild hat einen anderen Namen, nämlich „%1“.</numerusform>
            <numerusform>%n Bilder haben andere Namen, etwa „%1“.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) couldn&apos;t be inspected and are left aside.</source>
        <translation>
            <numerusform>%n Bild war nicht prüfbar und bleibt außer Betracht.</numerusform>
            <numerusform>%n Bilder waren nicht prüfbar und bleiben außer Betracht.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) are not inspected yet.</source>
        <translation>
            <numerusform>%n Bild ist noch nicht geprüft.</numerusform>
            <numerusform>%n Bilder sind noch nicht geprüft.</numerusform>
        </translation>
    </message>
    <message>
        <source>All values are the same: nothing can be said of the measuring.</source>
        <translation>Alle Werte sind gleich: Über die Messung lässt sich nichts aussagen.</translation>
    </message>
    <message>
        <source>The measuring makes %1 of the variation (%GRR): %2.</source>
        <translation>Die Messung macht %1 der Streuung aus (%GRR): %2.</translation>
    </message>
    <message>
        <source>It takes %1 of the tolerance: %2.</source>
        <translation>Sie beansprucht %1 der Toleranz: %2.</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>Std deviation</source>
        <translation>Std.-Abw.</translation>
    </message>
    <message>
        <source>Std deviation, %1</source>
        <translation>Std.-Abw., %1</translation>
    </message>
    <message>
        <source>Of the variation</source>
        <translation>Anteil Streuung</translation>
    </message>
    <message>
        <source>Of the variance</source>
        <translation>Anteil Varianz</translation>
    </message>
    <message>
        <source>Of the tolerance</source>
        <translation>Anteil Toleranz</translation>
    </message>
    <message>
        <source>Gauge R&amp;R</source>
        <translation>Gauge R&amp;R</translation>
    </message>
    <message>
        <source>Repeatability</source>
        <translation>Wiederholpräzision</translation>
    </message>
    <message>
        <source>Reproducibility</source>
        <translation>Vergleichspräzision</translation>
    </message>
    <message>
        <source>– Appraisers</source>
        <translation>– Prüfer</translation>
    </message>
    <message>
        <source>– Appraisers and parts</source>
        <translation>– Prüfer und Teile</translation>
    </message>
    <message>
        <source>Parts</source>
        <translation>Teile</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Gesamt</translation>
    </message>
    <message>
        <source>Sum of squares</source>
        <translation>Quadratsumme</translation>
    </message>
    <message>
        <source>Mean square</source>
        <translation>Mittl. Quadrat</translation>
    </message>
    <message>
        <source>Appraisers</source>
        <translation>Prüfer</translation>
    </message>
    <message>
        <source>Appraisers and parts</source>
        <translation>Prüfer und Teile</translation>
    </message>
    <message>
        <source>%1 (%2; %3)</source>
        <comment>3 of 10 (30 %; 10 % to 60 %)</comment>
        <translation>%1 (%2; %3)</translation>
    </message>
    <message>
        <source>All verdicts on a part are the same: %1.</source>
        <translation>Teile mit durchweg gleichem Urteil: %1.</translation>
    </message>
    <message>
        <source>All are right, by the parts&apos; labels: %1.</source>
        <translation>Teile mit durchweg richtigem Urteil, laut Einstufung: %1.</translation>
    </message>
    <message>
        <source>Agreement beyond chance (Fleiss&apos; kappa): %1, %2.</source>
        <translation>Übereinstimmung über den Zufall hinaus (Fleiss-Kappa): %1, %2.</translation>
    </message>
    <message>
        <source>good</source>
        <translation>gut</translation>
    </message>
    <message>
        <source>poor</source>
        <translation>schlecht</translation>
    </message>
    <message>
        <source>middling</source>
        <translation>mittel</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>Teil</translation>
    </message>
    <message>
        <source>Agree</source>
        <translation>Einig</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Einstufung</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nein</translation>
    </message>
    <message>
        <source>DF</source>
        <comment>degrees of freedom</comment>
        <translation>FG</translation>
    </message>
    <message>
        <source>Appraisers and parts (pooled)</source>
        <translation>Prüfer und Teile (gepoolt)</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <comment>10 parts (1, 2 … 10)</comment>
        <translation>%1 (%2)</translation>
    </message>
    <message numerus="yes">
        <source>In %n part(s) nothing was found at all: they say nothing of how repeatable the measuring is, and make it look better.</source>
        <translation>
            <numerusform>In %n Teil wurde gar nichts gefunden: Es sagt nichts über die Wiederholpräzision der Messung und lässt sie besser aussehen.</numerusform>
            <numerusform>In %n Teilen wurde gar nichts gefunden: Sie sagen nichts über die Wiederholpräzision der Messung und lassen sie besser aussehen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n class(es) of parts can be told apart (ndc); at least %1 are asked for.</source>
        <translation>
            <numerusform>%n Klasse von Teilen ist unterscheidbar (ndc); verlangt werden mindestens %1.</numerusform>
            <numerusform>%n Klassen von Teilen sind unterscheidbar (ndc); verlangt werden mindestens %1.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>an appraiser&apos;s name, 3 of 10</comment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>Each appraiser&apos;s own: %1.</source>
        <translation>Je Prüfer für sich: %1.</translation>
    </message>
    <message>
        <source>There are no pictures.</source>
        <translation>Es gibt keine Bilder.</translation>
    </message>
    <message>
        <source>These pictures have no names by which they are a study.</source>
        <translation>Diese Bilder haben keine Namen, die sie als Studie ausweisen.</translation>
    </message>
</context>
<context>
    <name>GaugeAxis</name>
    <message>
        <source>%1, %2</source>
        <comment>measure, unit</comment>
        <translation>%1, %2</translation>
    </message>
</context>
<context>
    <name>HistoryPresenter</name>
    <message>
        <source>The review log is whole: %1 rows, none was changed, cut or added.</source>
        <translation>Das Nachprüfprotokoll ist unversehrt: %1 Zeilen, keine geändert, abgeschnitten oder hinzugefügt.</translation>
    </message>
    <message>
        <source>The review log is whole: %1 rows. The program was stopped right after the last one was written.</source>
        <translation>Das Nachprüfprotokoll ist unversehrt: %1 Zeilen. Das Programm wurde gleich nach dem Schreiben der letzten beendet.</translation>
    </message>
    <message>
        <source>Row %1 of the review log was changed.</source>
        <translation>Zeile %1 des Nachprüfprotokolls wurde geändert.</translation>
    </message>
    <message>
        <source>Row %1 of the review log is missing.</source>
        <translation>Zeile %1 des Nachprüfprotokolls fehlt.</translation>
    </message>
    <message>
        <source>Row %1 of the review log was put in or replaced.</source>
        <translation>Zeile %1 des Nachprüfprotokolls wurde eingefügt oder ersetzt.</translation>
    </message>
    <message>
        <source>The review log was cut: row %1 and what came after it are gone.</source>
        <translation>Das Nachprüfprotokoll wurde abgeschnitten: Zeile %1 und alles danach ist verloren.</translation>
    </message>
    <message>
        <source>The review log was written anew up to row %1.</source>
        <translation>Das Nachprüfprotokoll wurde bis Zeile %1 neu geschrieben.</translation>
    </message>
    <message>
        <source>Rows were added to the review log from row %1 on, not by this program.</source>
        <translation>Ab Zeile %1 wurden dem Nachprüfprotokoll Zeilen hinzugefügt, nicht von diesem Programm.</translation>
    </message>
    <message>
        <source>The record of the review log&apos;s end is lost: whether rows were cut off can&apos;t be told.</source>
        <translation>Die Aufzeichnung über das Ende des Nachprüfprotokolls ist verloren: Ob Zeilen abgeschnitten wurden, ist nicht feststellbar.</translation>
    </message>
    <message>
        <source>The label that row %1 of the review log gave was changed behind its back.</source>
        <translation>Die Einstufung aus Zeile %1 des Nachprüfprotokolls wurde am Protokoll vorbei geändert.</translation>
    </message>
    <message>
        <source>The image %1… has a label that the review log knows nothing of.</source>
        <translation>Das Bild %1… hat eine Einstufung, von der das Nachprüfprotokoll nichts weiß.</translation>
    </message>
</context>
<context>
    <name>InputSizes</name>
    <message>
        <source>%1 px (the model&apos;s own)</source>
        <translation>%1 px (wie vom Modell vorgesehen)</translation>
    </message>
    <message>
        <source>%1 px: about %2 times as fast, coarser</source>
        <translation>%1 px: etwa %2-mal so schnell, gröber</translation>
    </message>
    <message>
        <source>A smaller input shows less: small defects get weaker or are missed, and limits that were set at another size don&apos;t hold. Check it with parts whose defects you know.</source>
        <translation>Eine kleinere Eingabe zeigt weniger: Kleine Fehler werden schwächer oder übersehen, und Grenzen, die bei einer anderen Größe gesetzt wurden, gelten nicht. Kontrollieren Sie das mit Teilen, deren Fehler Sie kennen.</translation>
    </message>
    <message>
        <source>Published for ViT-L/14 on MVTec AD: pixel AP 49 % at 518 px, 45 % at 336 px, 38 % at 224 px.</source>
        <translation>Veröffentlicht für ViT-L/14 auf MVTec AD: Pixel-AP 49 % bei 518 px, 45 % bei 336 px, 38 % bei 224 px.</translation>
    </message>
    <message>
        <source>%1 % at %2 px</source>
        <translation>%1 % bei %2 px</translation>
    </message>
    <message>
        <source>Pixel AP that its maker measured: %1.</source>
        <translation>Pixel-AP, vom Ersteller gemessen: %1.</translation>
    </message>
</context>
<context>
    <name>Inspect</name>
    <message>
        <source>inspect images and folders, write results</source>
        <translation>Bilder und Ordner prüfen, Ergebnisse schreiben</translation>
    </message>
    <message>
        <source>what a weight file or a model bundle holds</source>
        <translation>was eine Gewichtsdatei oder ein Modellpaket enthält</translation>
    </message>
    <message>
        <source>no progress and no warnings on stderr</source>
        <translation>kein Fortschritt und keine Warnungen auf stderr</translation>
    </message>
    <message>
        <source>the log on stderr</source>
        <translation>das Protokoll auf stderr</translation>
    </message>
    <message>
        <source>this help</source>
        <translation>diese Hilfe</translation>
    </message>
    <message>
        <source>vcp-inspect COMMAND ...

Finds defects in images of parts, without training, as VCP-CLIP Workbench does.

Commands:</source>
        <translation>vcp-inspect COMMAND ...

Findet Fehler in Bildern von Teilen, ohne Training, wie VCP-CLIP Workbench.

Befehle:</translation>
    </message>
    <message>
        <source>vcp-inspect COMMAND --help says more of each; vcp-inspect --version names the version.</source>
        <translation>vcp-inspect COMMAND --help sagt mehr zu jedem; vcp-inspect --version nennt die Version.</translation>
    </message>
    <message>
        <source>There is no command “%1” in this version. vcp-inspect --help lists those there are.</source>
        <translation>Es gibt in dieser Version keinen Befehl „%1“. vcp-inspect --help listet die vorhandenen auf.</translation>
    </message>
    <message>
        <source>There is no command “%1”. Did you mean “%2”?</source>
        <translation>Es gibt keinen Befehl „%1“. Meinten Sie „%2“?</translation>
    </message>
    <message>
        <source>Stopped before the first image; nothing was written.</source>
        <translation>Vor dem ersten Bild angehalten; es wurde nichts geschrieben.</translation>
    </message>
    <message>
        <source>drawn parts with defects and exact masks, to try things out and to train</source>
        <translation>gezeichnete Teile mit Fehlern und exakten Masken, zum Ausprobieren und zum Trainieren</translation>
    </message>
    <message>
        <source>train a model, or go on with a training</source>
        <translation>ein Modell trainieren oder ein Training fortsetzen</translation>
    </message>
    <message>
        <source>the published metrics of a model on a data set with masks</source>
        <translation>die veröffentlichten Metriken eines Modells auf einem Datensatz mit Masken</translation>
    </message>
    <message>
        <source>whether a report is as it was sealed, and its verdicts come out again</source>
        <translation>ob ein Bericht seit der Versiegelung unverändert ist und seine Urteile sich erneut ergeben</translation>
    </message>
    <message>
        <source>how fast a model is on this computer, and against what</source>
        <translation>wie schnell ein Modell auf diesem Rechner ist, und im Vergleich wozu</translation>
    </message>
    <message>
        <source>judge pictures that other programs send over HTTP</source>
        <translation>Bilder beurteilen, die andere Programme über HTTP senden</translation>
    </message>
    <message>
        <source>The standard output could not be written: %1.</source>
        <translation>Die Standardausgabe konnte nicht geschrieben werden: %1.</translation>
    </message>
</context>
<context>
    <name>Label</name>
    <message>
        <source>Good</source>
        <translation>Gut</translation>
    </message>
    <message>
        <source>Defective</source>
        <translation>Schlecht</translation>
    </message>
    <message>
        <source>Unlabelled</source>
        <translation>Offen</translation>
    </message>
</context>
<context>
    <name>LimitStanding</name>
    <message>
        <source>%1 %2: samples up to %3 are still good.</source>
        <translation>%1 %2: Muster bis %3 sind noch gut.</translation>
    </message>
    <message>
        <source>%1 %2: samples from %4 on are no longer good.</source>
        <translation>%1 %2: Muster ab %4 sind nicht mehr gut.</translation>
    </message>
    <message>
        <source>%1 %2: samples up to %3 are still good, but samples from %4 on are no longer good. Compare by eye, or by another measure.</source>
        <translation>%1 %2: Muster bis %3 sind noch gut, aber Muster ab %4 sind nicht mehr gut. Vergleichen Sie mit dem Auge oder nach einem anderen Maß.</translation>
    </message>
    <message>
        <source>%1 %2: more than any sample that is still good (up to %3).</source>
        <translation>%1 %2: mehr als jedes Muster, das noch gut ist (bis %3).</translation>
    </message>
    <message>
        <source>%1 %2: less than any sample that is no longer good (from %4).</source>
        <translation>%1 %2: weniger als jedes Muster, das nicht mehr gut ist (ab %4).</translation>
    </message>
    <message>
        <source>%1 %2: between the largest that is still good (%3) and the smallest that is no longer good (%4).</source>
        <translation>%1 %2: zwischen dem größten, das noch gut ist (%3), und dem kleinsten, das nicht mehr gut ist (%4).</translation>
    </message>
</context>
<context>
    <name>Lists</name>
    <message>
        <source>, </source>
        <extracomment>Between the things that a sentence lists: “a, b, c”. Only what stands between two of them, with its space.</extracomment>
        <translation>, </translation>
    </message>
</context>
<context>
    <name>LockDialogs</name>
    <message>
        <source>Lock the Desk</source>
        <translation>Arbeitsplatz sperren</translation>
    </message>
    <message>
        <source>Other recipes may be opened</source>
        <translation>Andere Rezepte dürfen geöffnet werden</translation>
    </message>
    <message>
        <source>Code:</source>
        <translation>Code:</translation>
    </message>
    <message>
        <source>Once more:</source>
        <translation>Noch einmal:</translation>
    </message>
    <message>
        <source>Until it is unlocked, limits, zones, calibration and model stay as they are, and so does what the live view is set to. Parts are inspected, judged and labelled as before, and it can be started and stopped.</source>
        <translation>Bis zum Entsperren bleiben Grenzen, Zonen, Kalibrierung und Modell, wie sie sind, ebenso die Einstellungen der Live-Ansicht. Teile werden geprüft, beurteilt und mit Label versehen wie zuvor, und die Live-Ansicht lässt sich starten und anhalten.</translation>
    </message>
    <message>
        <source>&amp;Lock</source>
        <translation>&amp;Sperren</translation>
    </message>
    <message>
        <source>At least %1 letters or digits.</source>
        <translation>Mindestens %1 Buchstaben oder Ziffern.</translation>
    </message>
    <message>
        <source>The two are not the same yet.</source>
        <translation>Beide stimmen noch nicht überein.</translation>
    </message>
    <message>
        <source>Unlock the Desk</source>
        <translation>Arbeitsplatz entsperren</translation>
    </message>
    <message>
        <source>&amp;Unlock</source>
        <translation>&amp;Entsperren</translation>
    </message>
    <message>
        <source>That is not the code.</source>
        <translation>Das ist nicht der Code.</translation>
    </message>
</context>
<context>
    <name>Log</name>
    <message>
        <source>The log cannot be written: %1</source>
        <translation>Das Protokoll kann nicht geschrieben werden: %1</translation>
    </message>
</context>
<context>
    <name>Measure</name>
    <message>
        <source>Area</source>
        <translation>Fläche</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>Länge</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>Breite</translation>
    </message>
    <message>
        <source>Peak</source>
        <translation>Spitzenwert</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>Mittelwert</translation>
    </message>
    <message>
        <source>Contrast</source>
        <translation>Kontrast</translation>
    </message>
    <message>
        <source>Centre x</source>
        <translation>Mitte x</translation>
    </message>
    <message>
        <source>Centre y</source>
        <translation>Mitte y</translation>
    </message>
    <message>
        <source>Box width</source>
        <translation>Rahmenbreite</translation>
    </message>
    <message>
        <source>Box height</source>
        <translation>Rahmenhöhe</translation>
    </message>
    <message>
        <source>Regions per part</source>
        <translation>Regionen je Teil</translation>
    </message>
</context>
<context>
    <name>MeasureName</name>
    <message>
        <source>Region score</source>
        <translation>Regions-Score</translation>
    </message>
    <message>
        <source>Image score</source>
        <translation>Bild-Score</translation>
    </message>
    <message>
        <source>Area of the largest region</source>
        <translation>Fläche der größten Region</translation>
    </message>
    <message>
        <source>Area of all regions</source>
        <translation>Fläche aller Regionen</translation>
    </message>
    <message>
        <source>Length of the longest region</source>
        <translation>Länge der längsten Region</translation>
    </message>
    <message>
        <source>Number of regions</source>
        <translation>Anzahl Regionen</translation>
    </message>
</context>
<context>
    <name>ModelChoice</name>
    <message>
        <source>“%1” is no image size. Give a number of pixels, such as: --image-size 518</source>
        <translation>„%1“ ist keine Bildgröße. Geben Sie eine Pixelzahl an, etwa: --image-size 518</translation>
    </message>
    <message>
        <source>“%1” is no list of layers. Give their numbers, such as: --layers 6,12,18,24</source>
        <translation>„%1“ ist keine Liste von Schichten. Geben Sie ihre Nummern an, etwa: --layers 6,12,18,24</translation>
    </message>
    <message>
        <source>There is no device “%1”. Choose auto, cpu, cuda or cuda:0.</source>
        <translation>Es gibt kein Gerät „%1“. Wählen Sie auto, cpu, cuda oder cuda:0.</translation>
    </message>
    <message>
        <source>There is no precision “%1”. Choose auto, fp32, bf16 or fp16.</source>
        <translation>Es gibt keine Genauigkeit „%1“. Wählen Sie auto, fp32, bf16 oder fp16.</translation>
    </message>
    <message>
        <source>Give either --model, or --clip and --vcp.</source>
        <translation>Geben Sie entweder --model oder --clip und --vcp an.</translation>
    </message>
    <message>
        <source>--clip and --vcp go together: give both weight files.</source>
        <translation>--clip und --vcp gehören zusammen: Geben Sie beide Gewichtsdateien an.</translation>
    </message>
    <message>
        <source>model bundle: a folder with a model.json (default: the bundled one)</source>
        <translation>Modellpaket: ein Ordner mit einer model.json (Vorgabe: das mitgelieferte)</translation>
    </message>
    <message>
        <source>CLIP weights, together with --vcp instead of --model</source>
        <translation>CLIP-Gewichte, zusammen mit --vcp statt --model</translation>
    </message>
    <message>
        <source>VCP-CLIP weights</source>
        <translation>VCP-CLIP-Gewichte</translation>
    </message>
    <message>
        <source>side of the model&apos;s input in pixels (default: the bundle&apos;s, or 518)</source>
        <translation>Seitenlänge der Modelleingabe in Pixeln (Vorgabe: die des Pakets oder 518)</translation>
    </message>
    <message>
        <source>tapped layers (default: the bundle&apos;s, or quarters of the depth)</source>
        <translation>abgegriffene Schichten (Vorgabe: die des Pakets oder Viertel der Tiefe)</translation>
    </message>
    <message>
        <source>auto, cpu, cuda or cuda:N (default: auto)</source>
        <translation>auto, cpu, cuda oder cuda:N (Vorgabe: auto)</translation>
    </message>
    <message>
        <source>auto, fp32, bf16 or fp16 (default: auto)</source>
        <translation>auto, fp32, bf16 oder fp16 (Vorgabe: auto)</translation>
    </message>
</context>
<context>
    <name>ModelCommand</name>
    <message>
        <source>one JSON object instead of text</source>
        <translation>ein JSON-Objekt statt Text</translation>
    </message>
    <message>
        <source>vcp-inspect model [--json] FILE|DIR

Says what a weight file or a model bundle holds, and what is wrong with it. Nothing in the file is executed.
Returns 0 when it can be used, 2 when it cannot.</source>
        <translation>vcp-inspect model [--json] FILE|DIR

Sagt, was eine Gewichtsdatei oder ein Modellpaket enthält und was daran nicht stimmt. Nichts in der Datei
wird ausgeführt. Rückgabewert 0, wenn sie verwendbar ist, 2, wenn nicht.</translation>
    </message>
    <message>
        <source>Name one weight file, or one folder with a model.json.</source>
        <translation>Geben Sie eine Gewichtsdatei oder einen Ordner mit einer model.json an.</translation>
    </message>
</context>
<context>
    <name>ModelFacts</name>
    <message>
        <source>OpenAI&apos;s published weights.</source>
        <translation>Von OpenAI veröffentlichte Gewichte.</translation>
    </message>
    <message>
        <source>Published weights, trained on VisA: use them for products outside that data set.</source>
        <translation>Veröffentlichte Gewichte, trainiert auf VisA: Verwenden Sie sie für Produkte außerhalb dieses Datensatzes.</translation>
    </message>
    <message>
        <source>Published weights, trained on MVTec AD: use them for products outside that data set.</source>
        <translation>Veröffentlichte Gewichte, trainiert auf MVTec AD: Verwenden Sie sie für Produkte außerhalb dieses Datensatzes.</translation>
    </message>
    <message>
        <source>Not one of the published files.</source>
        <translation>Keine der veröffentlichten Dateien.</translation>
    </message>
    <message numerus="yes">
        <source>%1, %n layers, %2 wide, trained at %3 px</source>
        <translation>
            <numerusform>%1, %n Schicht, Breite %2, trainiert bei %3 px</numerusform>
            <numerusform>%1, %n Schichten, Breite %2, trainiert bei %3 px</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 px</source>
        <translation>%1 px</translation>
    </message>
    <message numerus="yes">
        <source>%n taps</source>
        <translation>
            <numerusform>%n Abgriff</numerusform>
            <numerusform>%n Abgriffe</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n taps, for a vision tower %1 wide and a text tower %2 wide</source>
        <translation>
            <numerusform>%n Abgriff, für einen Bildencoder der Breite %1 und einen Textencoder der Breite %2</numerusform>
            <numerusform>%n Abgriffe, für einen Bildencoder der Breite %1 und einen Textencoder der Breite %2</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ModelReport</name>
    <message>
        <source>vision</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>width %1, %2 layers, patch %3 px, trained on %4 × %4 patches (%5 px)</source>
        <translation>Breite %1, %2 Schichten, Patch %3 px, trainiert mit %4 × %4 Patches (%5 px)</translation>
    </message>
    <message>
        <source>text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>width %1, %2 layers, %3 places, vocabulary of %4</source>
        <translation>Breite %1, %2 Schichten, %3 Positionen, Vokabular von %4</translation>
    </message>
    <message>
        <source>embedding</source>
        <translation>Einbettung</translation>
    </message>
    <message>
        <source>made for</source>
        <translation>passend zu</translation>
    </message>
    <message>
        <source>vision width %1, embedding %2, %3 text layers</source>
        <translation>Bildencoder-Breite %1, Einbettung %2, %3 Textschichten</translation>
    </message>
    <message>
        <source>learned</source>
        <translation>gelernt</translation>
    </message>
    <message>
        <source>%1 tapped layers, context tokens: %2, prompt tokens: %3</source>
        <translation>%1 abgegriffene Schichten, Kontext-Token: %2, Prompt-Token: %3</translation>
    </message>
    <message>
        <source>family</source>
        <translation>Familie</translation>
    </message>
    <message>
        <source>unusable</source>
        <translation>unbrauchbar</translation>
    </message>
    <message>
        <source>names of %1</source>
        <translation>Namen nach %1</translation>
    </message>
    <message>
        <source>tensors</source>
        <translation>Tensoren</translation>
    </message>
    <message>
        <source>parameters</source>
        <translation>Parameter</translation>
    </message>
    <message>
        <source>size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>input</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>%1 px, layers %2</source>
        <translation>%1 px, Schichten %2</translation>
    </message>
    <message>
        <source>recipe</source>
        <translation>Rezept</translation>
    </message>
    <message>
        <source>bundle</source>
        <translation>Paket</translation>
    </message>
    <message>
        <source>complete: both files fit, and are the ones described</source>
        <translation>vollständig: Beide Dateien passen und sind die beschriebenen</translation>
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
        <translation>„%1“ passt nicht zu --%2: Verlangt ist eine ganze Zahl von %3 bis %4.</translation>
    </message>
    <message>
        <source>“%1” doesn&apos;t fit --%2: a number from %3 to %4 is wanted.</source>
        <translation>„%1“ passt nicht zu --%2: Verlangt ist eine Zahl von %3 bis %4.</translation>
    </message>
</context>
<context>
    <name>OutputText</name>
    <message>
        <source>The address is missing.</source>
        <translation>Die Adresse fehlt.</translation>
    </message>
    <message>
        <source>This is not an address. Write it as the example shows.</source>
        <translation>Dies ist keine Adresse. Schreiben Sie sie wie im Beispiel.</translation>
    </message>
    <message>
        <source>The address must begin with http:// or https://, a broker&apos;s with mqtt:// or mqtts://.</source>
        <translation>Die Adresse muss mit http:// oder https:// beginnen, die eines Brokers mit mqtt:// oder mqtts://.</translation>
    </message>
    <message>
        <source>A broker&apos;s address ends behind its port. The topic has a field of its own.</source>
        <translation>Die Adresse eines Brokers endet nach dem Port. Das Topic hat ein eigenes Feld.</translation>
    </message>
    <message>
        <source>User and password have fields of their own. Take them out of the address.</source>
        <translation>Benutzer und Passwort haben eigene Felder. Nehmen Sie sie aus der Adresse heraus.</translation>
    </message>
    <message>
        <source>A token has neither spaces nor letters beyond ASCII.</source>
        <translation>Ein Token enthält weder Leerzeichen noch Zeichen außerhalb von ASCII.</translation>
    </message>
    <message>
        <source>The address holds a user, and there is a token: only one of them can be sent.</source>
        <translation>Die Adresse enthält einen Benutzer, und es gibt ein Token: Nur eines von beiden kann gesendet werden.</translation>
    </message>
    <message>
        <source>The file is missing.</source>
        <translation>Die Datei fehlt.</translation>
    </message>
    <message>
        <source>The file needs its folder: write its whole path.</source>
        <translation>Die Datei braucht ihren Ordner: Schreiben Sie den vollständigen Pfad.</translation>
    </message>
    <message>
        <source>The topic is missing.</source>
        <translation>Das Topic fehlt.</translation>
    </message>
    <message>
        <source>A topic to publish to has neither + nor #.</source>
        <translation>Ein Topic zum Veröffentlichen enthält weder + noch #.</translation>
    </message>
    <message>
        <source>Topics that begin with $ belong to the broker.</source>
        <translation>Topics, die mit $ beginnen, gehören dem Broker.</translation>
    </message>
    <message>
        <source>The topic is too long, or holds a character that no topic may hold.</source>
        <translation>Das Topic ist zu lang oder enthält ein Zeichen, das in Topics nicht erlaubt ist.</translation>
    </message>
    <message>
        <source>User or password is too long, or holds a character that it may not hold.</source>
        <translation>Benutzer oder Passwort ist zu lang oder enthält ein nicht erlaubtes Zeichen.</translation>
    </message>
    <message>
        <source>There is a password, but no user.</source>
        <translation>Es gibt ein Passwort, aber keinen Benutzer.</translation>
    </message>
    <message>
        <source>This program was built without MQTT. For it, it has to be built with libmosquitto.</source>
        <translation>Dieses Programm wurde ohne MQTT gebaut. Dafür muss es mit libmosquitto gebaut werden.</translation>
    </message>
    <message>
        <source>Delivered: %1</source>
        <translation>Zugestellt: %1</translation>
    </message>
    <message>
        <source>waiting: %1</source>
        <translation>wartend: %1</translation>
    </message>
    <message>
        <source>dropped: %1</source>
        <translation>verworfen: %1</translation>
    </message>
    <message>
        <source>refused: %1</source>
        <translation>abgelehnt: %1</translation>
    </message>
    <message>
        <source>given up at the end: %1</source>
        <translation>am Ende aufgegeben: %1</translation>
    </message>
    <message>
        <source>Failed at %1, tried again by itself: %2</source>
        <translation>Fehlgeschlagen um %1, wird selbsttätig erneut versucht: %2</translation>
    </message>
    <message>
        <source>Last error, at %1: %2</source>
        <translation>Letzte Störung um %1: %2</translation>
    </message>
    <message>
        <source>%1 has ended. %2</source>
        <translation>%1 ist beendet. %2</translation>
    </message>
</context>
<context>
    <name>PartFields</name>
    <message>
        <source>over the fail limit</source>
        <translation>über der Fehlergrenze</translation>
    </message>
    <message>
        <source>over the review limit</source>
        <translation>über der Nachprüfgrenze</translation>
    </message>
    <message>
        <source>could not be inspected</source>
        <translation>nicht prüfbar</translation>
    </message>
    <message>
        <source>below both limits</source>
        <translation>unter beiden Grenzen</translation>
    </message>
    <message>
        <source>being inspected</source>
        <translation>wird gerade geprüft</translation>
    </message>
    <message>
        <source>not inspected yet</source>
        <translation>noch nicht geprüft</translation>
    </message>
    <message>
        <source>cancelled before the inspection</source>
        <translation>vor der Prüfung abgebrochen</translation>
    </message>
    <message>
        <source>accepted by a person</source>
        <translation>von einer Person angenommen</translation>
    </message>
    <message>
        <source>left open by a person</source>
        <translation>von einer Person offengelassen</translation>
    </message>
    <message>
        <source>rejected by a person</source>
        <translation>von einer Person zurückgewiesen</translation>
    </message>
    <message>
        <source>not reviewed</source>
        <translation>nicht nachgeprüft</translation>
    </message>
    <message>
        <source>no label</source>
        <translation>keine Einstufung</translation>
    </message>
    <message>
        <source>known to be good</source>
        <translation>als gut bekannt</translation>
    </message>
    <message>
        <source>known to be defective</source>
        <translation>als fehlerhaft bekannt</translation>
    </message>
    <message>
        <source>score of the image, 0 to 1</source>
        <translation>Score des Bildes, 0 bis 1</translation>
    </message>
    <message>
        <source>peak of the worst region, 0 to 1</source>
        <translation>Spitzenwert der schlimmsten Region, 0 bis 1</translation>
    </message>
    <message>
        <source>area of all regions</source>
        <translation>Fläche aller Regionen</translation>
    </message>
    <message>
        <source>area of the largest region</source>
        <translation>Fläche der größten Region</translation>
    </message>
    <message>
        <source>number of regions</source>
        <translation>Anzahl der Regionen</translation>
    </message>
    <message>
        <source>verdict of the machine</source>
        <translation>Urteil der Maschine</translation>
    </message>
    <message>
        <source>verdict of a person</source>
        <translation>Urteil einer Person</translation>
    </message>
    <message>
        <source>what the part really is</source>
        <translation>was das Teil wirklich ist</translation>
    </message>
    <message>
        <source>name of the file</source>
        <translation>Name der Datei</translation>
    </message>
    <message>
        <source>folder the file lies in</source>
        <translation>Ordner, in dem die Datei liegt</translation>
    </message>
    <message>
        <source>when the file was changed</source>
        <translation>wann die Datei geändert wurde</translation>
    </message>
    <message>
        <source>why there is no result</source>
        <translation>warum es kein Ergebnis gibt</translation>
    </message>
    <message>
        <source>both words in the name</source>
        <translation>beide Wörter im Namen</translation>
    </message>
    <message>
        <source>high score, several regions</source>
        <translation>hoher Score, mehrere Regionen</translation>
    </message>
    <message>
        <source>everything not passed</source>
        <translation>alles, was nicht i. O. ist</translation>
    </message>
    <message>
        <source>failed, not reviewed yet</source>
        <translation>n. i. O., noch nicht nachgeprüft</translation>
    </message>
    <message>
        <source>overkill: good parts that fail</source>
        <translation>Pseudofehler: Gutteile mit Urteil n. i. O.</translation>
    </message>
    <message>
        <source>escapes: defective parts that pass</source>
        <translation>Schlupf: Schlechtteile mit Urteil i. O.</translation>
    </message>
    <message>
        <source>a large region; mm2 once calibrated</source>
        <translation>eine große Region; mm2, sobald kalibriert</translation>
    </message>
    <message>
        <source>file names that begin with gear</source>
        <translation>Dateinamen, die mit gear beginnen</translation>
    </message>
    <message>
        <source>files of one folder</source>
        <translation>Dateien eines Ordners</translation>
    </message>
    <message>
        <source>files changed since yesterday</source>
        <translation>seit gestern geänderte Dateien</translation>
    </message>
    <message>
        <source>all but low scores</source>
        <translation>alles außer niedrigen Scores</translation>
    </message>
    <message>
        <source>mean grey value of the picture, 0 to 255</source>
        <translation>mittlerer Grauwert des Bildes, 0 bis 255</translation>
    </message>
    <message>
        <source>fine detail of the picture; falls out of focus</source>
        <translation>feine Details des Bildes; sinkt bei Unschärfe</translation>
    </message>
    <message>
        <source>how well the part was found in the picture, 0 to 1</source>
        <translation>wie gut das Teil im Bild gefunden wurde, 0 bis 1</translation>
    </message>
    <message>
        <source>a blind review says the same</source>
        <translation>eine Blindprüfung sagt dasselbe</translation>
    </message>
    <message>
        <source>a blind review says something else</source>
        <translation>eine Blindprüfung sagt etwas anderes</translation>
    </message>
    <message>
        <source>nobody judged it blind</source>
        <translation>niemand hat es blind beurteilt</translation>
    </message>
    <message>
        <source>whether a blind review says the same</source>
        <translation>ob eine Blindprüfung dasselbe sagt</translation>
    </message>
</context>
<context>
    <name>PartSentence</name>
    <message>
        <source>%1: waiting.</source>
        <translation>%1: wartet.</translation>
    </message>
    <message>
        <source>%1: being inspected.</source>
        <translation>%1: wird gerade geprüft.</translation>
    </message>
    <message>
        <source>%1: cancelled before it was inspected.</source>
        <translation>%1: vor der Prüfung abgebrochen.</translation>
    </message>
    <message>
        <source>%1: not inspected. %2</source>
        <translation>%1: nicht geprüft. %2</translation>
    </message>
    <message numerus="yes">
        <source>%n defect(s)</source>
        <translation>
            <numerusform>%n Fehler</numerusform>
            <numerusform>%n Fehler</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: pass, score %2, %3.</source>
        <translation>%1: i. O., Score %2, %3.</translation>
    </message>
    <message>
        <source>%1: review, score %2, %3.</source>
        <translation>%1: Nachprüfen, Score %2, %3.</translation>
    </message>
    <message>
        <source>%1: fail, score %2, %3.</source>
        <translation>%1: n. i. O., Score %2, %3.</translation>
    </message>
    <message>
        <source>Accepted by a person.</source>
        <translation>Von einer Person angenommen.</translation>
    </message>
    <message>
        <source>Left open by a person.</source>
        <translation>Von einer Person offengelassen.</translation>
    </message>
    <message>
        <source>Rejected by a person.</source>
        <translation>Von einer Person zurückgewiesen.</translation>
    </message>
    <message>
        <source>Label: good.</source>
        <translation>Einstufung: Gutteil.</translation>
    </message>
    <message>
        <source>Label: defective.</source>
        <translation>Einstufung: Schlechtteil.</translation>
    </message>
</context>
<context>
    <name>PictureFaultText</name>
    <message>
        <source>The picture is too dark: brightness %1, at least %2 asked for.</source>
        <translation>Das Bild ist zu dunkel: Helligkeit %1, verlangt sind mindestens %2.</translation>
    </message>
    <message>
        <source>The picture is too bright: brightness %1, at most %2 asked for.</source>
        <translation>Das Bild ist zu hell: Helligkeit %1, verlangt sind höchstens %2.</translation>
    </message>
    <message>
        <source>The picture is out of focus: focus %1, at least %2 asked for.</source>
        <translation>Das Bild ist unscharf: Schärfe %1, verlangt sind mindestens %2.</translation>
    </message>
    <message>
        <source>Brightness and focus of the picture were not measured when it was inspected: inspect it again.</source>
        <translation>Helligkeit und Schärfe des Bildes wurden bei der Prüfung nicht gemessen: Prüfen Sie es erneut.</translation>
    </message>
    <message>
        <source>The part was not found where it may lie: match %1, at least %2 asked for.</source>
        <translation>Das Teil wurde nicht gefunden, wo es liegen darf: Übereinstimmung %1, verlangt sind mindestens %2.</translation>
    </message>
    <message>
        <source>Where the part lies can&apos;t be told: what that takes was not kept when it was inspected. Inspect it again.</source>
        <translation>Wo das Teil liegt, ist nicht feststellbar: Das dafür Nötige wurde bei der Prüfung nicht gespeichert. Prüfen Sie es erneut.</translation>
    </message>
    <message>
        <source>The part is moved or turned further than the recipe allows.</source>
        <translation>Das Teil ist weiter verschoben oder verdreht, als das Rezept erlaubt.</translation>
    </message>
</context>
<context>
    <name>PlcText</name>
    <message>
        <source>Control word, written by the PLC</source>
        <translation>Steuerwort, von der SPS geschrieben</translation>
    </message>
    <message>
        <source>Status word</source>
        <translation>Statuswort</translation>
    </message>
    <message>
        <source>Heartbeat</source>
        <translation>Lebenszeichen</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>Teil</translation>
    </message>
    <message>
        <source>Number of the verdict</source>
        <translation>Nummer des Urteils</translation>
    </message>
    <message>
        <source>Verdict (1 pass, 2 review, 3 fail, 4 none)</source>
        <translation>Urteil (1 i. O., 2 prüfen, 3 n. i. O., 4 keines)</translation>
    </message>
    <message>
        <source>Why there is none (1 failed, 2 late, 3 ended)</source>
        <translation>Warum keines (1 misslungen, 2 zu spät, 3 beendet)</translation>
    </message>
    <message>
        <source>Faults of the picture</source>
        <translation>Mängel des Bildes</translation>
    </message>
    <message>
        <source>Score, ten thousandths (65535: none)</source>
        <translation>Wert, Zehntausendstel (65535: keiner)</translation>
    </message>
    <message>
        <source>Defects</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Of these, failing</source>
        <translation>davon n. i. O.</translation>
    </message>
    <message>
        <source>Largest defect, px²</source>
        <translation>Größter Fehler, px²</translation>
    </message>
    <message>
        <source>Largest defect, mm²</source>
        <translation>Größter Fehler, mm²</translation>
    </message>
    <message>
        <source>Latency, ms</source>
        <translation>Latenz, ms</translation>
    </message>
    <message>
        <source>Version of this table</source>
        <translation>Version dieser Tabelle</translation>
    </message>
    <message>
        <source>Defect %1: verdict (2 review, 3 fail)</source>
        <translation>Fehler %1: Urteil (2 prüfen, 3 n. i. O.)</translation>
    </message>
    <message>
        <source>Defect %1: zone</source>
        <translation>Fehler %1: Zone</translation>
    </message>
    <message>
        <source>Defect %1: x, px</source>
        <translation>Fehler %1: x, px</translation>
    </message>
    <message>
        <source>Defect %1: y, px</source>
        <translation>Fehler %1: y, px</translation>
    </message>
    <message>
        <source>Defect %1: area, px²</source>
        <translation>Fehler %1: Fläche, px²</translation>
    </message>
    <message>
        <source>Defect %1: length, px</source>
        <translation>Fehler %1: Länge, px</translation>
    </message>
    <message>
        <source>Defect %1: peak, ten thousandths</source>
        <translation>Fehler %1: Spitzenwert, Zehntausendstel</translation>
    </message>
    <message>
        <source>Trigger</source>
        <translation>Auslöser</translation>
    </message>
    <message>
        <source>Acknowledge</source>
        <translation>Quittung</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Bereit</translation>
    </message>
    <message>
        <source>Busy</source>
        <translation>Beschäftigt</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Pass</source>
        <translation>i. O.</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>prüfen</translation>
    </message>
    <message>
        <source>Fail</source>
        <translation>n. i. O.</translation>
    </message>
    <message>
        <source>No verdict</source>
        <translation>kein Urteil</translation>
    </message>
    <message>
        <source>Trigger refused</source>
        <translation>Auslöser abgelehnt</translation>
    </message>
    <message>
        <source>Overrun</source>
        <translation>Überlauf</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>läuft</translation>
    </message>
    <message>
        <source>another program listens there. It is tried again by itself.</source>
        <translation>Dort lauscht ein anderes Programm. Es wird von selbst wieder versucht.</translation>
    </message>
    <message>
        <source>ports below 1024 need a right that this program doesn&apos;t have. Choose a greater one, such as 1502.</source>
        <translation>Ports unter 1024 brauchen ein Recht, das dieses Programm nicht hat. Wählen Sie einen größeren, etwa 1502.</translation>
    </message>
    <message>
        <source>this computer has no such address now. It is tried again by itself.</source>
        <translation>Dieser Rechner hat diese Adresse zurzeit nicht. Es wird von selbst wieder versucht.</translation>
    </message>
    <message>
        <source>Nobody can call at %1: %2</source>
        <translation>Unter %1 ist nichts zu erreichen: %2</translation>
    </message>
    <message>
        <source>This program was built without Modbus. For it, it has to be built with libmodbus.</source>
        <translation>Dieses Programm wurde ohne Modbus gebaut. Dafür muss es mit libmodbus gebaut werden.</translation>
    </message>
    <message>
        <source>The address to listen at is missing.</source>
        <translation>Die Adresse, unter der gelauscht werden soll, fehlt.</translation>
    </message>
    <message>
        <source>Write the address to listen at as number and port: 0.0.0.0:1502 is every network of this computer, 192.168.0.5:1502 one of them.</source>
        <translation>Schreiben Sie die Adresse als Zahl mit Port: 0.0.0.0:1502 ist jedes Netz dieses Rechners, 192.168.0.5:1502 eines davon.</translation>
    </message>
    <message>
        <source>Write the PLC&apos;s address as a number, such as 192.168.0.10, or leave the field empty.</source>
        <translation>Schreiben Sie die Adresse der SPS als Zahl, etwa 192.168.0.10, oder lassen Sie das Feld leer.</translation>
    </message>
    <message>
        <source>Listens at %1.</source>
        <translation>Lauscht unter %1.</translation>
    </message>
    <message>
        <source>Nobody is connected.</source>
        <translation>Niemand ist verbunden.</translation>
    </message>
    <message numerus="yes">
        <source>%1: %n request(s)</source>
        <comment>a PLC&apos;s address</comment>
        <translation>
            <numerusform>%1: %n Anfrage</numerusform>
            <numerusform>%1: %n Anfragen</numerusform>
        </translation>
    </message>
    <message>
        <source>Sent away: %1</source>
        <translation>Abgewiesen: %1</translation>
    </message>
    <message>
        <source>Triggers: %1</source>
        <translation>Auslöser: %1</translation>
    </message>
    <message>
        <source>refused: %1</source>
        <translation>abgelehnt: %1</translation>
    </message>
    <message>
        <source>without a verdict: %1</source>
        <translation>ohne Urteil: %1</translation>
    </message>
    <message>
        <source>not acknowledged in time: %1</source>
        <translation>nicht rechtzeitig quittiert: %1</translation>
    </message>
    <message>
        <source>From the PLC: %1</source>
        <translation>Von der SPS: %1</translation>
    </message>
    <message>
        <source>To the PLC: %1</source>
        <translation>An die SPS: %1</translation>
    </message>
    <message>
        <source>Condition (0, 8, 9: verdicts come)</source>
        <translation>Zustand (0, 8, 9: es gibt Urteile)</translation>
    </message>
    <message>
        <source>Recipe, chosen by the PLC</source>
        <translation>Rezept, von der SPS gewählt</translation>
    </message>
    <message>
        <source>Recipe in use (0: one without a number)</source>
        <translation>Rezept in Gebrauch (0: eines ohne Nummer)</translation>
    </message>
    <message>
        <source>Recipe changes</source>
        <translation>Rezeptwechsel</translation>
    </message>
    <message>
        <source>Recipe %1 is being opened.</source>
        <translation>Rezept %1 wird geöffnet.</translation>
    </message>
    <message>
        <source>Recipe %1 is unknown: the name of exactly one file of the folder has to begin with this number.</source>
        <translation>Rezept %1 ist unbekannt: Der Name genau einer Datei des Ordners muss mit dieser Nummer beginnen.</translation>
    </message>
    <message>
        <source>Recipe %1 is not opened: the desk is locked.</source>
        <translation>Rezept %1 wird nicht geöffnet: Der Arbeitsplatz ist gesperrt.</translation>
    </message>
    <message>
        <source>Recipe %1 was chosen while a part was awaited: the PLC has to choose it again.</source>
        <translation>Rezept %1 wurde gewählt, während ein Teil erwartet wurde: Die SPS muss es noch einmal wählen.</translation>
    </message>
    <message>
        <source>Recipe %1 is in use.</source>
        <translation>Rezept %1 ist in Gebrauch.</translation>
    </message>
    <message>
        <source>A recipe without a number is in use.</source>
        <translation>Ein Rezept ohne Nummer ist in Gebrauch.</translation>
    </message>
    <message>
        <source>Why it isn&apos;t the chosen one (1 unknown, 2 unusable, 3 locked, 4 busy, 5 occupied)</source>
        <translation>Warum nicht (1 unbekannt, 2 unbrauchbar, 3 gesperrt, 4 beschäftigt, 5 belegt)</translation>
    </message>
    <message>
        <source>Recipe %1 can&apos;t be used: its file can&apos;t be read, or is of another model.</source>
        <translation>Rezept %1 ist nicht verwendbar: Seine Datei ist nicht lesbar oder gehört zu einem anderen Modell.</translation>
    </message>
    <message>
        <source>Recipe %1 is not opened: somebody is at the one in use, or changes wait to be saved or for a reason. The PLC has to choose it again.</source>
        <translation>Rezept %1 wird nicht geöffnet: Jemand arbeitet am Rezept in Gebrauch, oder Änderungen warten auf das Speichern oder auf eine Begründung. Die SPS muss es noch einmal wählen.</translation>
    </message>
</context>
<context>
    <name>Progress</name>
    <message>
        <source>%1 of %2 images, %3 ms per image, %4 left</source>
        <translation>%1 von %2 Bildern, %3 ms je Bild, noch %4</translation>
    </message>
    <message>
        <source>Loading the model: %1 %</source>
        <translation>Modell wird geladen: %1 %</translation>
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
        <translation>%1 bis %2</translation>
    </message>
    <message>
        <source>at most %1</source>
        <translation>höchstens %1</translation>
    </message>
    <message>
        <source>at least %1</source>
        <translation>mindestens %1</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
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
        <translation>Rezept</translation>
    </message>
    <message>
        <source>Product, such as Gear A</source>
        <translation>Produkt, etwa Zahnrad A</translation>
    </message>
    <message>
        <source>not calibrated</source>
        <translation>nicht kalibriert</translation>
    </message>
    <message>
        <source> mm per pixel</source>
        <translation> mm je Pixel</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Name</translation>
    </message>
    <message>
        <source>&amp;Calibration</source>
        <translation>&amp;Kalibrierung</translation>
    </message>
    <message>
        <source>Differences of Recipes</source>
        <translation>Unterschiede der Rezepte</translation>
    </message>
    <message>
        <source>“%1” and the present recipe say the same.</source>
        <translation>„%1“ und das aktuelle Rezept sagen dasselbe.</translation>
    </message>
    <message>
        <source>From “%1” to the present recipe:</source>
        <translation>Von „%1“ zum aktuellen Rezept:</translation>
    </message>
    <message>
        <source>Golden Parts Change</source>
        <translation>Neue Urteile für Referenzteile</translation>
    </message>
    <message>
        <source>Why is this right?</source>
        <translation>Warum ist das richtig?</translation>
    </message>
    <message>
        <source>&amp;Save the Recipe</source>
        <translation>Rezept &amp;speichern</translation>
    </message>
    <message>
        <source>The present recipe gives golden parts another verdict. It is saved with a reason, which goes into the review log; the parts are locked to their new verdicts.</source>
        <translation>Das aktuelle Rezept gibt Referenzteilen ein anderes Urteil. Es wird mit einer Begründung gespeichert, die ins Nachprüfprotokoll kommt; die Teile werden auf ihre neuen Urteile festgelegt.</translation>
    </message>
    <message>
        <source>With a calibration, areas and lengths are said in millimetres everywhere. To measure it: Ruler (M), a line over a known length, Enter.</source>
        <translation>Mit einer Kalibrierung werden Flächen und Längen überall in Millimetern angegeben. Zum Messen: Maßlinie (M), eine Linie über eine bekannte Länge, Eingabetaste.</translation>
    </message>
    <message>
        <source>Calibrate</source>
        <translation>Kalibrieren</translation>
    </message>
    <message>
        <source> mm</source>
        <translation> mm</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>nicht bekannt</translation>
    </message>
    <message>
        <source>%1 mm per pixel, to about %2 % when both ends are right to a pixel. The longer the line, the more exact.</source>
        <translation>%1 mm je Pixel, auf etwa %2 % genau, wenn beide Enden auf ein Pixel stimmen. Je länger die Linie, desto genauer.</translation>
    </message>
    <message>
        <source>Type what the line is in reality.</source>
        <translation>Geben Sie die wirkliche Länge der Linie ein.</translation>
    </message>
    <message>
        <source>The calibration stays as it is: another recipe is in use now.</source>
        <translation>Die Kalibrierung bleibt, wie sie ist: Jetzt gilt ein anderes Rezept.</translation>
    </message>
    <message>
        <source>Line on the picture</source>
        <translation>Linie im Bild</translation>
    </message>
    <message>
        <source>%1 px</source>
        <translation>%1 px</translation>
    </message>
    <message>
        <source>&amp;Length</source>
        <translation>&amp;Länge</translation>
    </message>
</context>
<context>
    <name>RecipeText</name>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>%1: %2 → %3</source>
        <translation>%1: %2 → %3</translation>
    </message>
    <message>
        <source>Zone “%1”, %2</source>
        <translation>Zone „%1“, %2</translation>
    </message>
    <message>
        <source>Fail limit</source>
        <translation>Fehlergrenze</translation>
    </message>
    <message>
        <source>Review limit</source>
        <translation>Nachprüfgrenze</translation>
    </message>
    <message>
        <source>Grow limit</source>
        <translation>Wachstumsgrenze</translation>
    </message>
    <message>
        <source>Least area</source>
        <translation>Mindestfläche</translation>
    </message>
    <message>
        <source>Least length</source>
        <translation>Mindestlänge</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>Score</translation>
    </message>
    <message>
        <source>Fail limit of the score</source>
        <translation>Fehlergrenze des Scores</translation>
    </message>
    <message>
        <source>Review limit of the score</source>
        <translation>Nachprüfgrenze des Scores</translation>
    </message>
    <message>
        <source>without a name</source>
        <translation>ohne Namen</translation>
    </message>
    <message>
        <source>Zone “%1” removed</source>
        <translation>Zone „%1“ entfernt</translation>
    </message>
    <message>
        <source>Zone “%1” added</source>
        <translation>Zone „%1“ hinzugefügt</translation>
    </message>
    <message>
        <source>Zone “%1” reshaped</source>
        <translation>Form der Zone „%1“ geändert</translation>
    </message>
    <message>
        <source>Order of the zones changed</source>
        <translation>Reihenfolge der Zonen geändert</translation>
    </message>
    <message>
        <source>Don&apos;t-care area “%1” reshaped</source>
        <translation>Form des Ausschlussbereichs „%1“ geändert</translation>
    </message>
    <message>
        <source>Don&apos;t-care area “%1” removed</source>
        <translation>Ausschlussbereich „%1“ entfernt</translation>
    </message>
    <message>
        <source>Don&apos;t-care area “%1” added</source>
        <translation>Ausschlussbereich „%1“ hinzugefügt</translation>
    </message>
    <message>
        <source>Don&apos;t-care areas renamed or put in another order</source>
        <translation>Ausschlussbereiche umbenannt oder umgeordnet</translation>
    </message>
    <message>
        <source>“%1” left the golden set</source>
        <translation>„%1“ aus dem Referenzsatz entfernt</translation>
    </message>
    <message>
        <source>“%1” joined the golden set as %2</source>
        <translation>„%1“ als %2 in den Referenzsatz aufgenommen</translation>
    </message>
    <message>
        <source>Golden part “%1”</source>
        <translation>Referenzteil „%1“</translation>
    </message>
    <message>
        <source>mean of the top %1 % of both branches</source>
        <translation>Mittelwert der obersten %1 % beider Zweige</translation>
    </message>
    <message>
        <source>mean of the top %1 %</source>
        <translation>Mittelwert der obersten %1 %</translation>
    </message>
    <message>
        <source>share of the area at or above %1</source>
        <translation>Flächenanteil ab %1</translation>
    </message>
    <message>
        <source>greatest value</source>
        <translation>größter Wert</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
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
        <translation>Millimeter je Pixel</translation>
    </message>
    <message numerus="yes">
        <source>%n change(s)</source>
        <translation>
            <numerusform>%n Änderung</numerusform>
            <numerusform>%n Änderungen</numerusform>
        </translation>
    </message>
    <message>
        <source>Share of the pixels that the score looks at</source>
        <translation>Anteil der Pixel, die der Score betrachtet</translation>
    </message>
    <message>
        <source>Picture that zones are drawn on</source>
        <translation>Bild, auf dem Zonen gezeichnet sind</translation>
    </message>
    <message>
        <source>Zones of the same name changed</source>
        <translation>Gleichnamige Zonen geändert</translation>
    </message>
    <message>
        <source>Order or names of the golden parts changed</source>
        <translation>Reihenfolge oder Namen der Referenzteile geändert</translation>
    </message>
    <message>
        <source>%1 px</source>
        <translation>%1 px</translation>
    </message>
    <message>
        <source>whole picture</source>
        <translation>ganzes Bild</translation>
    </message>
    <message>
        <source>Tiles</source>
        <translation>Kacheln</translation>
    </message>
    <message>
        <source>Brightness from</source>
        <translation>Helligkeit ab</translation>
    </message>
    <message>
        <source>Brightness up to</source>
        <translation>Helligkeit bis</translation>
    </message>
    <message>
        <source>Focus from</source>
        <translation>Schärfe ab</translation>
    </message>
    <message numerus="yes">
        <source>from %n part(s)</source>
        <translation>
            <numerusform>aus %n Teil</numerusform>
            <numerusform>aus %n Teilen</numerusform>
        </translation>
    </message>
    <message>
        <source>turned off</source>
        <translation>ausgeschaltet</translation>
    </message>
    <message>
        <source>What good parts show</source>
        <translation>Gutteil-Referenz</translation>
    </message>
    <message>
        <source>%1: learned anew</source>
        <translation>%1: neu gelernt</translation>
    </message>
    <message>
        <source>by a mark</source>
        <translation>anhand einer Marke</translation>
    </message>
    <message>
        <source>Where the part lies</source>
        <translation>Lage des Teils</translation>
    </message>
    <message>
        <source>%1: another reference picture</source>
        <translation>%1: anderes Referenzbild</translation>
    </message>
    <message>
        <source>%1: another mark</source>
        <translation>%1: andere Marke</translation>
    </message>
    <message>
        <source>Greatest shift (%)</source>
        <translation>Max. Verschiebung (%)</translation>
    </message>
    <message>
        <source>Greatest turn (°)</source>
        <translation>Max. Drehung (°)</translation>
    </message>
    <message>
        <source>Least match</source>
        <translation>Mindestübereinstimmung</translation>
    </message>
    <message>
        <source>still good</source>
        <translation>noch gut</translation>
    </message>
    <message>
        <source>no longer good</source>
        <translation>nicht mehr gut</translation>
    </message>
    <message>
        <source>Limit sample of “%1” removed</source>
        <translation>Grenzmuster von „%1“ entfernt</translation>
    </message>
    <message>
        <source>Limit sample of “%1” added: %2</source>
        <comment>part, still good</comment>
        <translation>Grenzmuster von „%1“ hinzugefügt: %2</translation>
    </message>
    <message>
        <source>Limit sample of “%1”</source>
        <translation>Grenzmuster von „%1“</translation>
    </message>
    <message>
        <source>Order of the limit samples changed</source>
        <translation>Reihenfolge der Grenzmuster geändert</translation>
    </message>
    <message>
        <source>Limit sample of “%1” changed</source>
        <translation>Grenzmuster von „%1“ geändert</translation>
    </message>
</context>
<context>
    <name>RecipeWords</name>
    <message>
        <source>fails at or above %1</source>
        <translation>n. i. O. ab %1</translation>
    </message>
    <message>
        <source>fails at or above %1, review at or above %2</source>
        <translation>n. i. O. ab %1, Nachprüfen ab %2</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>regions grow down to %1</source>
        <translation>Regionen wachsen bis hinab zu %1</translation>
    </message>
    <message>
        <source>regions below %1 do not count</source>
        <translation>Regionen unter %1 zählen nicht</translation>
    </message>
    <message>
        <source>regions shorter than %1 do not count</source>
        <translation>Regionen kürzer als %1 zählen nicht</translation>
    </message>
    <message numerus="yes">
        <source>%n area(s) never judged</source>
        <translation>
            <numerusform>%n nie beurteilter Bereich</numerusform>
            <numerusform>%n nie beurteilte Bereiche</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Recipe</source>
        <translation>Rezept</translation>
    </message>
    <message>
        <source>Regions</source>
        <translation>Regionen</translation>
    </message>
    <message>
        <source>Zone “%1”</source>
        <translation>Zone „%1“</translation>
    </message>
    <message>
        <source>Don&apos;t-care areas</source>
        <translation>Ausschlussbereiche</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>Score</translation>
    </message>
    <message>
        <source>Limits on the score</source>
        <translation>Grenzen für den Score</translation>
    </message>
    <message>
        <source>none: the score is only shown</source>
        <translation>keine: Der Score wird nur angezeigt</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>Karte</translation>
    </message>
    <message>
        <source>%1 of Post-VCP and %2 of Pre-VCP; smoothed by %3 px of the model&apos;s input</source>
        <translation>%1 von Post-VCP und %2 von Pre-VCP; geglättet über %3 px der Modelleingabe</translation>
    </message>
    <message>
        <source>Scale</source>
        <translation>Maßstab</translation>
    </message>
    <message>
        <source>%1 mm per pixel</source>
        <translation>%1 mm je Pixel</translation>
    </message>
    <message>
        <source>not calibrated: sizes are in pixels</source>
        <translation>nicht kalibriert: Größen sind in Pixeln</translation>
    </message>
    <message>
        <source>Golden set</source>
        <translation>Referenzsatz</translation>
    </message>
    <message numerus="yes">
        <source>%n part(s) with a locked verdict</source>
        <translation>
            <numerusform>%n Teil mit festgehaltenem Urteil</numerusform>
            <numerusform>%n Teile mit festgehaltenem Urteil</numerusform>
        </translation>
    </message>
    <message>
        <source>Tiles</source>
        <translation>Kacheln</translation>
    </message>
    <message>
        <source>looked at in tiles with a side of %1 px, which overlap by a fifth</source>
        <translation>betrachtet in Kacheln mit %1 px Seitenlänge, die sich um ein Fünftel überlappen</translation>
    </message>
    <message>
        <source>brightness from %1</source>
        <translation>Helligkeit ab %1</translation>
    </message>
    <message>
        <source>brightness up to %1</source>
        <translation>Helligkeit bis %1</translation>
    </message>
    <message>
        <source>focus from %1</source>
        <translation>Schärfe ab %1</translation>
    </message>
    <message>
        <source>%1; else review</source>
        <translation>%1; sonst Nachprüfen</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>Good parts</source>
        <translation>Gutteile</translation>
    </message>
    <message numerus="yes">
        <source>what %n good part(s) show at each place is taken off the map</source>
        <translation>
            <numerusform>was %n Gutteil an jeder Stelle zeigt, wird von der Karte abgezogen</numerusform>
            <numerusform>was %n Gutteile an jeder Stelle zeigen, wird von der Karte abgezogen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>learned from %n good part(s), but turned off</source>
        <translation>
            <numerusform>aus %n Gutteil gelernt, aber ausgeschaltet</numerusform>
            <numerusform>aus %n Gutteilen gelernt, aber ausgeschaltet</numerusform>
        </translation>
    </message>
    <message>
        <source>a mark is known, but it is not looked for</source>
        <translation>eine Marke ist bekannt, wird aber nicht gesucht</translation>
    </message>
    <message>
        <source>a mark of %1 × %2 px is looked for, moved by up to %3 % of the picture and turned by up to %4°; match from %5, else review</source>
        <translation>gesucht wird eine Marke von %1 × %2 px, verschoben um bis zu %3 % des Bildes und gedreht um bis zu %4°; Übereinstimmung ab %5, sonst Nachprüfen</translation>
    </message>
    <message>
        <source>Position</source>
        <translation>Lage</translation>
    </message>
    <message>
        <source>Limit samples</source>
        <translation>Grenzmuster</translation>
    </message>
    <message>
        <source>%1 still good, %2 no longer good</source>
        <translation>%1 noch gut, %2 nicht mehr gut</translation>
    </message>
</context>
<context>
    <name>ReportCharts</name>
    <message numerus="yes">
        <source>%n others</source>
        <translation>
            <numerusform>%n weitere</numerusform>
            <numerusform>%n weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>top folder</source>
        <translation>oberster Ordner</translation>
    </message>
    <message>
        <source>defects</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>bars: defects; line: share reached together, the plot&apos;s height is 100 %</source>
        <translation>Balken: Fehler; Linie: aufsummierter Anteil, die Höhe des Diagramms entspricht 100 %</translation>
    </message>
    <message>
        <source>the whole image; the darker a cell, the more defects lie in it, at most %1</source>
        <translation>das ganze Bild; je dunkler eine Zelle, desto mehr Fehler liegen darin, höchstens %1</translation>
    </message>
    <message>
        <source>good</source>
        <translation>Gutteile</translation>
    </message>
    <message>
        <source>defective</source>
        <translation>Schlechtteile</translation>
    </message>
    <message>
        <source>unlabelled</source>
        <translation>nicht eingestuft</translation>
    </message>
    <message>
        <source>parts</source>
        <translation>Teile</translation>
    </message>
    <message>
        <source>fail %1</source>
        <translation>n. i. O. %1</translation>
    </message>
    <message>
        <source>review %1</source>
        <translation>Nachprüfen %1</translation>
    </message>
    <message>
        <source>parts in their order</source>
        <translation>Teile in ihrer Reihenfolge</translation>
    </message>
</context>
<context>
    <name>ReportContents</name>
    <message>
        <source>Contents</source>
        <translation>Inhalt</translation>
    </message>
</context>
<context>
    <name>ReportCover</name>
    <message>
        <source>No part was inspected.</source>
        <translation>Es wurde kein Teil geprüft.</translation>
    </message>
    <message numerus="yes">
        <source>None of the %n part(s) could be inspected; the reasons stand further on.</source>
        <translation>
            <numerusform>Das eine Teil konnte nicht geprüft werden; die Gründe stehen weiter hinten.</numerusform>
            <numerusform>Keines der %n Teile konnte geprüft werden; die Gründe stehen weiter hinten.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2 parts pass.</source>
        <translation>%1 von %2 Teilen sind i. O.</translation>
    </message>
    <message>
        <source>People decided on %1 of them and saw %2 otherwise than the machine; their word counts.</source>
        <translation>Über %1 davon haben Personen entschieden und %2 anders gesehen als die Maschine; ihre Entscheidung gilt.</translation>
    </message>
    <message>
        <source>The verdicts are the machine&apos;s; nobody has reviewed them.</source>
        <translation>Die Urteile stammen von der Maschine; niemand hat sie nachgeprüft.</translation>
    </message>
    <message>
        <source>Sealed</source>
        <translation>Versiegelt</translation>
    </message>
    <message>
        <source>All figures are attached to this file as report.json. vcp-inspect verify FILE tells whether anything in it was changed since. The attached figures have the seal</source>
        <translation>Alle Daten sind dieser Datei als report.json angehängt. vcp-inspect verify FILE zeigt, ob seither etwas darin geändert wurde. Die angehängten Daten tragen das Siegel</translation>
    </message>
    <message>
        <source>Inspection report</source>
        <translation>Prüfbericht</translation>
    </message>
    <message>
        <source>Lot</source>
        <translation>Los</translation>
    </message>
    <message>
        <source>Station</source>
        <translation>Station</translation>
    </message>
    <message>
        <source>Operator</source>
        <translation>Bediener</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>Erstellt</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>Weggelassen</translation>
    </message>
    <message>
        <source>names, times or people, at the wish of who made this report</source>
        <translation>Namen, Zeiten oder Personen, auf Wunsch des Erstellers dieses Berichts</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Bemerkungen</translation>
    </message>
    <message>
        <source>Mean over the products. %1 images of %2, of which %3 are defective.</source>
        <translation>Mittelwert über die Produkte. %1 Bilder aus %2, davon %3 fehlerhaft.</translation>
    </message>
    <message>
        <source>Evaluation report</source>
        <translation>Auswertungsbericht</translation>
    </message>
    <message>
        <source>Not all parts had been inspected when this report was made.</source>
        <translation>Bei der Erstellung dieses Berichts waren noch nicht alle Teile geprüft.</translation>
    </message>
</context>
<context>
    <name>ReportEvaluation</name>
    <message>
        <source>Product</source>
        <translation>Produkt</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>Mittelwert</translation>
    </message>
    <message>
        <source>In per cent; a dash where a figure is not defined.</source>
        <translation>In Prozent; ein Strich, wo eine Kennzahl nicht definiert ist.</translation>
    </message>
    <message>
        <source>false positive rate</source>
        <translation>Falsch-Positiv-Rate</translation>
    </message>
    <message>
        <source>recall</source>
        <translation>Recall</translation>
    </message>
    <message>
        <source>ROC of pixels</source>
        <translation>ROC der Pixel</translation>
    </message>
    <message>
        <source>true positive rate</source>
        <translation>Richtig-Positiv-Rate</translation>
    </message>
    <message>
        <source>Precision and recall of pixels</source>
        <translation>Precision und Recall der Pixel</translation>
    </message>
    <message>
        <source>precision</source>
        <translation>Precision</translation>
    </message>
    <message>
        <source>ROC of images</source>
        <translation>ROC der Bilder</translation>
    </message>
    <message>
        <source>Precision and recall of images</source>
        <translation>Precision und Recall der Bilder</translation>
    </message>
    <message>
        <source>PRO of regions</source>
        <translation>PRO der Regionen</translation>
    </message>
    <message>
        <source>mean overlap</source>
        <translation>mittlere Überlappung</translation>
    </message>
    <message>
        <source>Curves</source>
        <translation>Kurven</translation>
    </message>
    <message>
        <source>Images at the limit of the greatest F1</source>
        <translation>Bilder an der Grenze des größten F1</translation>
    </message>
    <message>
        <source>limit</source>
        <translation>Grenze</translation>
    </message>
    <message>
        <source>hits</source>
        <translation>Treffer</translation>
    </message>
    <message>
        <source>escapes</source>
        <translation>Schlupf</translation>
    </message>
    <message>
        <source>overkill</source>
        <translation>Pseudofehler</translation>
    </message>
    <message>
        <source>passes</source>
        <translation>richtig i. O.</translation>
    </message>
    <message>
        <source>No product has both good and defective images.</source>
        <translation>Kein Produkt hat sowohl gute als auch fehlerhafte Bilder.</translation>
    </message>
    <message>
        <source>%1 (%2); with 95 % confidence %3</source>
        <translation>%1 (%2); 95-%-Vertrauensbereich %3</translation>
    </message>
    <message>
        <source>Escapes</source>
        <translation>Schlupf</translation>
    </message>
    <message>
        <source>Overkill</source>
        <translation>Pseudofehler</translation>
    </message>
    <message>
        <source>Types of defect</source>
        <translation>Fehlerarten</translation>
    </message>
    <message>
        <source>Product, type</source>
        <translation>Produkt, Art</translation>
    </message>
    <message>
        <source>images</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>pixel AUROC</source>
        <translation>Pixel-AUROC</translation>
    </message>
    <message>
        <source>pixel AP</source>
        <translation>Pixel-AP</translation>
    </message>
    <message>
        <source>image AUROC</source>
        <translation>Bild-AUROC</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>Each type&apos;s images with all good ones of its product.</source>
        <translation>Die Bilder jeder Art zusammen mit allen guten ihres Produkts.</translation>
    </message>
    <message>
        <source>Evaluation</source>
        <translation>Auswertung</translation>
    </message>
    <message>
        <source>Data set</source>
        <translation>Datensatz</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>Karte</translation>
    </message>
    <message>
        <source>%1 of Post-VCP; smoothed by %2 px of the model&apos;s input</source>
        <translation>%1 von Post-VCP; geglättet über %2 px der Modelleingabe</translation>
    </message>
    <message>
        <source>Image score</source>
        <translation>Bild-Score</translation>
    </message>
    <message>
        <source>by the model&apos;s own rule, by which verdicts are given</source>
        <translation>nach der eigenen Regel des Modells, nach der geurteilt wird</translation>
    </message>
    <message>
        <source>as published</source>
        <translation>wie veröffentlicht</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>Kennzahlen</translation>
    </message>
    <message>
        <source>Compared with %1</source>
        <translation>Verglichen mit %1</translation>
    </message>
</context>
<context>
    <name>ReportFindings</name>
    <message>
        <source>nothing</source>
        <translation>keines</translation>
    </message>
    <message>
        <source>Decided: %1; the machine said %2.</source>
        <translation>Entscheidung: %1; Urteil der Maschine: %2.</translation>
    </message>
    <message>
        <source>%1 decided: %2; the machine said %3.</source>
        <translation>Entscheidung von %1: %2; Urteil der Maschine: %3.</translation>
    </message>
    <message>
        <source>score %1</source>
        <translation>Score %1</translation>
    </message>
    <message numerus="yes">
        <source>%n defect(s)</source>
        <translation>
            <numerusform>%n Fehler</numerusform>
            <numerusform>%n Fehler</numerusform>
        </translation>
    </message>
    <message>
        <source>p. %1</source>
        <translation>S. %1</translation>
    </message>
    <message numerus="yes">
        <source>%n more stand in the attached figures only.</source>
        <translation>
            <numerusform>%n weiterer Eintrag steht nur in den angehängten Daten.</numerusform>
            <numerusform>%n weitere Einträge stehen nur in den angehängten Daten.</numerusform>
        </translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>Befunde</translation>
    </message>
    <message>
        <source>Not inspected</source>
        <translation>Nicht geprüft</translation>
    </message>
    <message>
        <source>Failing</source>
        <translation>n. i. O.</translation>
    </message>
    <message>
        <source>To be looked at</source>
        <translation>Nachzuprüfen</translation>
    </message>
    <message>
        <source>Decisions and notes of people</source>
        <translation>Entscheidungen und Notizen von Personen</translation>
    </message>
    <message>
        <source>Judged blind: %1.</source>
        <translation>Blind beurteilt: %1.</translation>
    </message>
</context>
<context>
    <name>ReportGauge</name>
    <message>
        <source>Gauge study</source>
        <translation>Messsystemanalyse</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>Named</source>
        <translation>Benennung</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>Messgröße</translation>
    </message>
    <message>
        <source>Tolerance</source>
        <translation>Toleranz</translation>
    </message>
    <message>
        <source>Gauge R&amp;R</source>
        <translation>Gauge R&amp;R</translation>
    </message>
    <message>
        <source>Analysis of variance</source>
        <translation>Varianzanalyse</translation>
    </message>
    <message>
        <source>Crossed, with random effects, as in AIAG&apos;s Measurement Systems Analysis, 4th edition.</source>
        <translation>Gekreuzt, mit zufälligen Effekten, nach AIAG, Measurement Systems Analysis, 4. Auflage.</translation>
    </message>
    <message>
        <source>Verdicts</source>
        <translation>Urteile</translation>
    </message>
</context>
<context>
    <name>ReportLimitSamples</name>
    <message>
        <source>Limit samples</source>
        <translation>Grenzmuster</translation>
    </message>
    <message>
        <source>What people have agreed on, all at one scale: a square is %1 wide.</source>
        <translation>Worauf man sich geeinigt hat, alles in einem Maßstab: Ein Feld ist %1 breit.</translation>
    </message>
    <message>
        <source>Still good</source>
        <translation>Noch gut</translation>
    </message>
    <message>
        <source>No longer good</source>
        <translation>Nicht mehr gut</translation>
    </message>
</context>
<context>
    <name>ReportPages</name>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>Bilder</translation>
    </message>
</context>
<context>
    <name>ReportPictures</name>
    <message>
        <source>machine: %1</source>
        <translation>Maschine: %1</translation>
    </message>
    <message>
        <source>score %1</source>
        <translation>Score %1</translation>
    </message>
    <message>
        <source>%1 × %2 px</source>
        <translation>%1 × %2 px</translation>
    </message>
    <message>
        <source>labelled good</source>
        <translation>als Gutteil eingestuft</translation>
    </message>
    <message>
        <source>labelled defective</source>
        <translation>als Schlechtteil eingestuft</translation>
    </message>
    <message>
        <source>There is no picture: the file holds another image now than the one that was inspected.</source>
        <translation>Kein Bild vorhanden: Die Datei enthält jetzt ein anderes Bild als das geprüfte.</translation>
    </message>
    <message>
        <source>There is no picture. %1</source>
        <translation>Kein Bild vorhanden. %1</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>Nr.</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>Urteil</translation>
    </message>
    <message>
        <source>Area</source>
        <translation>Fläche</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>Länge</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>Breite</translation>
    </message>
    <message>
        <source>Peak</source>
        <translation>Spitzenwert</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>Mittelwert</translation>
    </message>
    <message>
        <source>Zone</source>
        <translation>Zone</translation>
    </message>
    <message>
        <source>Class, note</source>
        <translation>Klasse, Notiz</translation>
    </message>
    <message>
        <source>No region reaches a limit.</source>
        <translation>Keine Region erreicht eine Grenze.</translation>
    </message>
    <message numerus="yes">
        <source>%n more stand in the attached figures only.</source>
        <translation>
            <numerusform>%n weiterer Eintrag steht nur in den angehängten Daten.</numerusform>
            <numerusform>%n weitere Einträge stehen nur in den angehängten Daten.</numerusform>
        </translation>
    </message>
    <message>
        <source>Decided: %1 (%2).</source>
        <translation>Entscheidung: %1 (%2).</translation>
    </message>
    <message>
        <source>%3 decided: %1 (%2).</source>
        <translation>Entscheidung von %3: %1 (%2).</translation>
    </message>
    <message>
        <source>The machine was overruled.</source>
        <translation>Die Maschine wurde überstimmt.</translation>
    </message>
    <message>
        <source>Note: %1</source>
        <translation>Notiz: %1</translation>
    </message>
    <message>
        <source>Judged blind: %1.</source>
        <translation>Blind beurteilt: %1.</translation>
    </message>
</context>
<context>
    <name>ReportSettings</name>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>CLIP weights</source>
        <translation>CLIP-Gewichte</translation>
    </message>
    <message>
        <source>VCP weights</source>
        <translation>VCP-Gewichte</translation>
    </message>
    <message>
        <source>Options</source>
        <translation>Optionen</translation>
    </message>
    <message>
        <source>prompts, layers, mean and deviation of the pixels</source>
        <translation>Prompts, Schichten, Mittelwert und Standardabweichung der Pixel</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>%1 × %1 px, layers %2</source>
        <translation>%1 × %1 px, Schichten %2</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>%1, precision %2</source>
        <translation>%1, Genauigkeit %2</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>Programm</translation>
    </message>
    <message>
        <source>%1, engine revision %2</source>
        <translation>%1, Engine-Revision %2</translation>
    </message>
    <message>
        <source>Review log</source>
        <translation>Nachprüfprotokoll</translation>
    </message>
    <message>
        <source>There is no review log: nobody has decided on these parts.</source>
        <translation>Es gibt kein Nachprüfprotokoll: Über diese Teile hat niemand entschieden.</translation>
    </message>
    <message>
        <source>Last entry</source>
        <translation>Letzter Eintrag</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Recipe</source>
        <translation>Rezept</translation>
    </message>
    <message>
        <source>Self-test</source>
        <translation>Selbsttest</translation>
    </message>
    <message numerus="yes">
        <source>maps of %n sample images differ from float32 on the CPU by %1 at most</source>
        <translation>
            <numerusform>die Karte von %n Beispielbild weicht höchstens um %1 von float32 auf der CPU ab</numerusform>
            <numerusform>die Karten von %n Beispielbildern weichen höchstens um %1 von float32 auf der CPU ab</numerusform>
        </translation>
    </message>
    <message>
        <source>The review log could not be read when this report was made: its entries are not in it.</source>
        <translation>Das Nachprüfprotokoll konnte nicht gelesen werden, als dieser Bericht entstand: Seine Einträge fehlen darin.</translation>
    </message>
</context>
<context>
    <name>ReportStatistics</name>
    <message>
        <source>%1 (%2); with 95 % confidence %3</source>
        <translation>%1 (%2); 95-%-Vertrauensbereich %3</translation>
    </message>
    <message>
        <source>Machine against label</source>
        <translation>Maschine gegen Einstufung</translation>
    </message>
    <message>
        <source>No part is labelled good or defective, so escapes and overkill are not known.</source>
        <translation>Kein Teil ist als Gutteil oder Schlechtteil eingestuft; Schlupf und Pseudofehler sind daher nicht bekannt.</translation>
    </message>
    <message>
        <source>Escapes</source>
        <translation>Schlupf</translation>
    </message>
    <message>
        <source>defective parts that the machine passes</source>
        <translation>Schlechtteile mit Maschinenurteil i. O.</translation>
    </message>
    <message>
        <source>Overkill</source>
        <translation>Pseudofehler</translation>
    </message>
    <message>
        <source>good parts that the machine fails</source>
        <translation>Gutteile mit Maschinenurteil n. i. O.</translation>
    </message>
    <message>
        <source>%1 parts: %2 pass, %3 review, %4 fail</source>
        <translation>%1 Teile: %2 i. O., %3 Nachprüfen, %4 n. i. O.</translation>
    </message>
    <message>
        <source>Good</source>
        <translation>Gutteile</translation>
    </message>
    <message>
        <source>Defective</source>
        <translation>Schlechtteile</translation>
    </message>
    <message>
        <source>Unlabelled</source>
        <translation>Nicht eingestuft</translation>
    </message>
    <message>
        <source>Defects by class</source>
        <translation>Fehler nach Klasse</translation>
    </message>
    <message>
        <source>Defects by zone</source>
        <translation>Fehler nach Zone</translation>
    </message>
    <message>
        <source>Defects by folder</source>
        <translation>Fehler nach Ordner</translation>
    </message>
    <message>
        <source>Where defects lie</source>
        <translation>Wo Fehler liegen</translation>
    </message>
    <message>
        <source>No part has a defect.</source>
        <translation>Kein Teil hat einen Fehler.</translation>
    </message>
    <message>
        <source>Statistics</source>
        <translation>Statistik</translation>
    </message>
    <message>
        <source>No part could be judged, so there is nothing to count.</source>
        <translation>Kein Teil konnte beurteilt werden; es gibt daher nichts zu zählen.</translation>
    </message>
    <message>
        <source>region score</source>
        <translation>Regions-Score</translation>
    </message>
    <message>
        <source>Scores</source>
        <translation>Scores</translation>
    </message>
    <message>
        <source>The region score is the greatest limit at which a part still has a region that counts: it reaches a limit exactly when the part does. The machine&apos;s verdicts are counted.</source>
        <translation>Der Regions-Score ist die größte Grenze, bei der ein Teil noch eine zählende Region hat: Er erreicht eine Grenze genau dann, wenn das Teil sie erreicht. Gezählt werden die Urteile der Maschine.</translation>
    </message>
    <message>
        <source>Course of the lot</source>
        <translation>Verlauf des Loses</translation>
    </message>
    <message>
        <source>Drawn by chance</source>
        <translation>Zufällig gezogen</translation>
    </message>
    <message>
        <source>With 95 % confidence. Parts are drawn in the order of their files&apos; SHA-256, up to the first that has no label.</source>
        <translation>Mit 95 % Vertrauen. Gezogen wird in der Reihenfolge der SHA-256 der Dateien, bis zum ersten Teil ohne Einstufung.</translation>
    </message>
    <message numerus="yes">
        <source>Blind review by %1: %n part(s)</source>
        <translation>
            <numerusform>Blindprüfung durch %1: %n Teil</numerusform>
            <numerusform>Blindprüfung durch %1: %n Teile</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Run</name>
    <message>
        <source>Say where the results go: --out DIR</source>
        <translation>Geben Sie an, wohin die Ergebnisse geschrieben werden: --out DIR</translation>
    </message>
    <message>
        <source>Name the images or folders to inspect.</source>
        <translation>Geben Sie die zu prüfenden Bilder oder Ordner an.</translation>
    </message>
    <message>
        <source>“%1” holds no image: PNG, JPEG, BMP, TIFF and WebP files are looked for, in subfolders too.</source>
        <translation>„%1“ enthält kein Bild: Gesucht werden PNG-, JPEG-, BMP-, TIFF- und WebP-Dateien, auch in Unterordnern.</translation>
    </message>
    <message>
        <source>Warning: this computer uses the slow reference BLAS (%1); inspection takes tens of times longer. Install the package libopenblas0-openmp.</source>
        <translation>Warnung: Dieser Rechner verwendet die langsame Referenz-BLAS (%1); die Prüfung dauert damit mehr als zehnmal so lange. Installieren Sie das Paket libopenblas0-openmp.</translation>
    </message>
    <message numerus="yes">
        <source>%n images</source>
        <translation>
            <numerusform>%n Bild</numerusform>
            <numerusform>%n Bilder</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n pass</source>
        <translation>
            <numerusform>%n i. O.</numerusform>
            <numerusform>%n i. O.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n review</source>
        <translation>
            <numerusform>%n Nachprüfen</numerusform>
            <numerusform>%n Nachprüfen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n fail</source>
        <translation>
            <numerusform>%n n. i. O.</numerusform>
            <numerusform>%n n. i. O.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n error</source>
        <translation>
            <numerusform>%n Störung</numerusform>
            <numerusform>%n Störungen</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: %2, %3, %4, %5; results in %6</source>
        <translation>%1: %2, %3, %4, %5; Ergebnisse in %6</translation>
    </message>
    <message>
        <source>recipe with limits, as saved by the program (default: the model&apos;s)</source>
        <translation>Rezept mit Grenzen, wie vom Programm gespeichert (Vorgabe: das des Modells)</translation>
    </message>
    <message>
        <source>folder for results.csv, defects.csv and results.json</source>
        <translation>Ordner für results.csv, defects.csv und results.json</translation>
    </message>
    <message>
        <source>also write maps/&lt;stem&gt;.tiff: the anomaly map, float32, 0 to 1</source>
        <translation>auch maps/&lt;stem&gt;.tiff schreiben: die Anomaliekarte, float32, 0 bis 1</translation>
    </message>
    <message>
        <source>and both branches: maps/&lt;stem&gt;.pre.tiff and .post.tiff</source>
        <translation>und beide Zweige: maps/&lt;stem&gt;.pre.tiff und .post.tiff</translation>
    </message>
    <message>
        <source>also write overlays/&lt;stem&gt;.png: the image with heat and contours</source>
        <translation>auch overlays/&lt;stem&gt;.png schreiben: das Bild mit Heatmap und Konturen</translation>
    </message>
    <message>
        <source>vcp-inspect run [options] --out DIR PATH...

Inspects images, and folders with all their subfolders.
Returns 0 when every part passes, 1 when one fails or needs review, 2 for wrong usage or an unusable
model or recipe, 3 when an input could not be read.</source>
        <translation>vcp-inspect run [Optionen] --out DIR PATH...

Prüft Bilder sowie Ordner mit allen Unterordnern.
Rückgabewert 0, wenn alle Teile i. O. sind, 1, wenn eines n. i. O. oder nachzuprüfen ist, 2 bei falschem Aufruf
oder unbrauchbarem Modell oder Rezept, 3, wenn eine Eingabe nicht lesbar war.</translation>
    </message>
    <message>
        <source>Stopped before the last image: %1 of %2 are done and written.</source>
        <translation>Vor dem letzten Bild angehalten: %1 von %2 sind fertig und geschrieben.</translation>
    </message>
    <message>
        <source>“%1” doesn&apos;t fit --%2. There are: %3.</source>
        <translation>„%1“ passt nicht zu --%2. Möglich sind: %3.</translation>
    </message>
    <message>
        <source>also write a sealed report as PDF</source>
        <translation>auch einen versiegelten Bericht als PDF schreiben</translation>
    </message>
    <message>
        <source>of the report: short, full (default) or rejects</source>
        <translation>Form des Berichts: short, full (Vorgabe) oder rejects</translation>
    </message>
    <message>
        <source>parts that get a picture in it: all, not-passing (default) or failing</source>
        <translation>Teile, die darin ein Bild erhalten: all, not-passing (Vorgabe) oder failing</translation>
    </message>
    <message>
        <source>pictures on a page: 1 (default) or 2</source>
        <translation>Bilder je Seite: 1 (Vorgabe) oder 2</translation>
    </message>
    <message>
        <source>a4 (default) or letter</source>
        <translation>a4 (Vorgabe) oder letter</translation>
    </message>
    <message>
        <source>what the report calls the product (default: the recipe&apos;s name)</source>
        <translation>wie der Bericht das Produkt nennt (Vorgabe: Name des Rezepts)</translation>
    </message>
    <message>
        <source>and its lot</source>
        <translation>und sein Los</translation>
    </message>
    <message>
        <source>where it was inspected</source>
        <translation>wo geprüft wurde</translation>
    </message>
    <message>
        <source>and by whom</source>
        <translation>und von wem</translation>
    </message>
    <message>
        <source>for the report&apos;s first page</source>
        <translation>für die erste Seite des Berichts</translation>
    </message>
    <message>
        <source>at the head of every page</source>
        <translation>am Kopf jeder Seite</translation>
    </message>
    <message>
        <source>picture at the head of every page</source>
        <translation>Bild am Kopf jeder Seite</translation>
    </message>
    <message>
        <source>leave out of the report: folders (of files&apos; names), or names (numbers instead) and times</source>
        <translation>im Bericht weglassen: folders (Ordner in Dateinamen) oder names (Namen, stattdessen Nummern, und Zeiten)</translation>
    </message>
    <message>
        <source>--%1 goes with: --report F.pdf</source>
        <translation>--%1 gehört zu: --report F.pdf</translation>
    </message>
    <message>
        <source>--report wants the name of a PDF file.</source>
        <translation>--report verlangt den Namen einer PDF-Datei.</translation>
    </message>
    <message>
        <source>also write masks/&lt;stem&gt;.png: 0 background, 128 review, 255 fail</source>
        <translation>auch masks/&lt;stem&gt;.png schreiben: 0 Hintergrund, 128 Nachprüfen, 255 n. i. O.</translation>
    </message>
    <message>
        <source>also write coco.json: outlines of all regions, COCO instances</source>
        <translation>auch coco.json schreiben: Umrisse aller Regionen, COCO-Instanzen</translation>
    </message>
    <message>
        <source>also write labelme/&lt;stem&gt;.json: outlines of an image&apos;s regions</source>
        <translation>auch labelme/&lt;stem&gt;.json schreiben: Umrisse der Regionen eines Bildes</translation>
    </message>
    <message>
        <source>a gauge study too: what the images&apos; names are like, as {appraiser}/{part}_{trial}, or auto; study.csv</source>
        <translation>auch eine Messsystemanalyse: wie die Bilder benannt sind, etwa {appraiser}/{part}_{trial}, oder auto; study.csv</translation>
    </message>
    <message>
        <source>of the study: %1</source>
        <translation>der Analyse: %1</translation>
    </message>
    <message>
        <source>what the measure may differ by, in its unit (mm where the recipe is calibrated)</source>
        <translation>zulässige Abweichung der Messgröße, in ihrer Einheit (mm, wenn das Rezept kalibriert ist)</translation>
    </message>
    <message>
        <source>--%1 goes with: --study NAMES</source>
        <translation>--%1 gehört zu: --study NAMES</translation>
    </message>
    <message>
        <source>“%1” would be replaced, and nothing says that a run wrote it. With --out, choose another folder.</source>
        <translation>„%1“ würde ersetzt, und nichts sagt, dass ein Lauf es geschrieben hat. Wählen Sie mit --out einen anderen Ordner.</translation>
    </message>
    <message>
        <source>Stopped before the report was finished: it was not written, everything else was.</source>
        <translation>Vor dem Ende des Berichts angehalten: Er wurde nicht geschrieben, alles andere wurde es.</translation>
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
        <translation>„%1“ enthält kein Rezept: Gesucht werden Dateien, die auf .json enden.</translation>
    </message>
    <message>
        <source>Give either --recipe or --recipes.</source>
        <translation>Geben Sie entweder --recipe oder --recipes an.</translation>
    </message>
    <message>
        <source>The recipes “%1” and “%2” have the same name, “%3”. Rename one, so that it can be asked for.</source>
        <translation>Die Rezepte „%1“ und „%2“ haben denselben Namen, „%3“. Benennen Sie eines um, damit es verlangt werden kann.</translation>
    </message>
    <message>
        <source>The first line of “%1” is no token: 16 to 512 letters, digits or signs without a blank, such as those of: openssl rand -hex 32.</source>
        <translation>Die erste Zeile von „%1“ ist kein Token: 16 bis 512 Buchstaben, Ziffern oder Zeichen ohne Leerzeichen, etwa aus: openssl rand -hex 32.</translation>
    </message>
    <message>
        <source>Warning: other users of this computer can read “%1”. Take that right away: chmod 600.</source>
        <translation>Warnung: Andere Benutzer dieses Rechners können „%1“ lesen. Nehmen Sie ihnen dieses Recht: chmod 600.</translation>
    </message>
    <message>
        <source>“%1” is not wanted here: pictures are sent over HTTP.</source>
        <translation>„%1“ ist hier nicht gefragt: Bilder werden über HTTP gesendet.</translation>
    </message>
    <message>
        <source>“%1” is no address to listen at. Give a port or a numeric address with one, such as 8317, 127.0.0.1:8317 or [::1]:8317.</source>
        <translation>An „%1“ kann nicht gelauscht werden. Geben Sie einen Port oder eine numerische Adresse mit Port an, etwa 8317, 127.0.0.1:8317 oder [::1]:8317.</translation>
    </message>
    <message>
        <source>Other computers can get to %1: with --token-file F, give a token that they have to know.</source>
        <translation>Andere Rechner erreichen %1: Geben Sie mit --token-file F ein Token an, das sie kennen müssen.</translation>
    </message>
    <message>
        <source>Can&apos;t listen at “%1”: %2. With --listen, choose another address.</source>
        <translation>An „%1“ kann nicht gelauscht werden: %2. Wählen Sie mit --listen eine andere Adresse.</translation>
    </message>
    <message>
        <source>%1 answers at %2; Ctrl+C stops it.</source>
        <translation>%1 antwortet unter %2; Ctrl+C hält es an.</translation>
    </message>
    <message numerus="yes">
        <source>Stopped: %n part(s) judged, %1 could not be, %2 turned away.</source>
        <translation>
            <numerusform>Angehalten: %n Teil beurteilt, %1 nicht beurteilbar, %2 abgewiesen.</numerusform>
            <numerusform>Angehalten: %n Teile beurteilt, %1 nicht beurteilbar, %2 abgewiesen.</numerusform>
        </translation>
    </message>
    <message>
        <source>recipe with limits, as saved by the program (default: the model&apos;s)</source>
        <translation>Rezept mit Grenzen, wie vom Programm gespeichert (Vorgabe: das des Modells)</translation>
    </message>
    <message>
        <source>folder of recipes (*.json), of which each request names one</source>
        <translation>Ordner mit Rezepten (*.json), von denen jede Anfrage eines nennt</translation>
    </message>
    <message>
        <source>port, or address and port (default: 127.0.0.1:8317); port 0: one that is free</source>
        <translation>Port, oder Adresse und Port (Vorgabe: 127.0.0.1:8317); Port 0: ein freier</translation>
    </message>
    <message>
        <source>file whose first line is the token that every request has to bear</source>
        <translation>Datei, deren erste Zeile das Token ist, das jede Anfrage tragen muss</translation>
    </message>
    <message>
        <source>largest file of a picture, in megabytes (default: 128)</source>
        <translation>größte Datei eines Bildes in Megabyte (Vorgabe: 128)</translation>
    </message>
    <message>
        <source>parts judged at a time; more are turned away (default: 8)</source>
        <translation>Teile, die zugleich beurteilt werden; mehr werden abgewiesen (Vorgabe: 8)</translation>
    </message>
    <message>
        <source>vcp-inspect serve [options]

Keeps a model loaded and judges pictures that other programs send: POST the bytes of a picture&apos;s file to
/v1/inspect, and the answer is its verdict as JSON, as run writes it. Only programs of this computer are
answered, unless --listen says otherwise. Runs until it is stopped (Ctrl+C, SIGTERM).
Returns 0 when it was stopped, 2 for wrong usage, an unusable model or recipe, or an address that is taken.</source>
        <translation>vcp-inspect serve [Optionen]

Hält ein Modell geladen und beurteilt Bilder, die andere Programme senden: Die Bytes der Bilddatei mit POST an
/v1/inspect, und die Antwort ist das Urteil als JSON, wie run es schreibt. Nur Programme dieses Rechners bekommen
Antwort, wenn --listen nichts anderes sagt. Läuft, bis es angehalten wird (Ctrl+C, SIGTERM).
Rückgabewert 0, wenn es angehalten wurde, 2 bei falschem Aufruf, unbrauchbarem Modell oder Rezept oder
vergebener Adresse.</translation>
    </message>
    <message>
        <source>Stopped before the model was loaded.</source>
        <translation>Angehalten, bevor das Modell geladen war.</translation>
    </message>
    <message>
        <source>There is nothing here. There are: POST /v1/inspect, GET /v1/status, GET /v1/recipes/NAME, GET /v1/parts/N and below it overlay.png, mask.png and map.tiff.</source>
        <translation>Hier ist nichts. Es gibt: POST /v1/inspect, GET /v1/status, GET /v1/recipes/NAME, GET /v1/parts/N und darunter overlay.png, mask.png und map.tiff.</translation>
    </message>
    <message>
        <source>This is not asked for with this method, but with %1.</source>
        <translation>Hier gilt nicht diese Methode, sondern %1.</translation>
    </message>
    <message>
        <source>The token is missing or wrong. Send it as Authorization: Bearer TOKEN.</source>
        <translation>Das Token fehlt oder ist falsch. Senden Sie es als Authorization: Bearer TOKEN.</translation>
    </message>
    <message>
        <source>Without a token, pages in a browser and other names of this computer are not answered: --token-file F gives the service one.</source>
        <translation>Ohne Token bekommen Seiten in einem Browser und andere Namen dieses Rechners keine Antwort: --token-file F gibt dem Dienst eines.</translation>
    </message>
    <message>
        <source>Several recipes are served. Say which: /v1/inspect?recipe=NAME. GET /v1/status lists them.</source>
        <translation>Mehrere Rezepte stehen bereit. Nennen Sie eines: /v1/inspect?recipe=NAME. GET /v1/status zählt sie auf.</translation>
    </message>
    <message>
        <source>There is no recipe of this name. GET /v1/status lists those there are.</source>
        <translation>Ein Rezept dieses Namens gibt es nicht. GET /v1/status zählt die vorhandenen auf.</translation>
    </message>
    <message>
        <source>A part&apos;s name has at most 255 bytes and no control characters.</source>
        <translation>Der Name eines Teils hat höchstens 255 Bytes und keine Steuerzeichen.</translation>
    </message>
    <message>
        <source>Send the bytes of the picture&apos;s file as the body itself and not as a form: curl --data-binary @part.png.</source>
        <translation>Senden Sie die Bytes der Bilddatei selbst als Body und nicht als Formular: curl --data-binary @part.png.</translation>
    </message>
    <message>
        <source>Send the bytes of the picture&apos;s file as the body, with their number as Content-Length or in chunks.</source>
        <translation>Senden Sie die Bytes der Bilddatei als Body, mit ihrer Anzahl als Content-Length oder in Chunks.</translation>
    </message>
    <message>
        <source>The picture&apos;s file is larger than this service reads. Send a smaller one, or start the service with a greater --largest.</source>
        <translation>Die Bilddatei ist größer, als dieser Dienst liest. Senden Sie eine kleinere, oder starten Sie den Dienst mit einem größeren --largest.</translation>
    </message>
    <message>
        <source>As much is being done as this service takes at a time. Ask again.</source>
        <translation>Der Dienst ist ausgelastet: Mehr nimmt er nicht zugleich an. Fragen Sie noch einmal.</translation>
    </message>
    <message>
        <source>The service is being stopped.</source>
        <translation>Der Dienst wird angehalten.</translation>
    </message>
    <message>
        <source>This part is no longer kept: only the last ones are.</source>
        <translation>Dieses Teil wird nicht mehr aufbewahrt, nur die letzten.</translation>
    </message>
    <message>
        <source>There is no part of this number, or not yet.</source>
        <translation>Ein Teil mit dieser Nummer gibt es nicht, oder noch nicht.</translation>
    </message>
</context>
<context>
    <name>ShapeSet</name>
    <message>
        <source>Zone %1</source>
        <translation>Zone %1</translation>
    </message>
    <message>
        <source>Don&apos;t care %1</source>
        <translation>Ausschluss %1</translation>
    </message>
</context>
<context>
    <name>SourceText</name>
    <message>
        <source>%1-bit grey</source>
        <translation>%1 Bit Graustufen</translation>
    </message>
    <message>
        <source>%1-bit colour</source>
        <translation>%1 Bit Farbe</translation>
    </message>
    <message>
        <source>%1 pictures per second</source>
        <translation>%1 Bilder je Sekunde</translation>
    </message>
    <message>
        <source>Try a smaller packet size, or a lower picture rate.</source>
        <translation>Versuchen Sie eine kleinere Paketgröße oder eine niedrigere Bildrate.</translation>
    </message>
    <message>
        <source>USB or built-in camera</source>
        <translation>USB- oder eingebaute Kamera</translation>
    </message>
    <message>
        <source>Industrial camera (GenICam)</source>
        <translation>Industriekamera (GenICam)</translation>
    </message>
    <message>
        <source>Network stream</source>
        <translation>Netzwerkstream</translation>
    </message>
    <message>
        <source>Video file</source>
        <translation>Videodatei</translation>
    </message>
    <message>
        <source>Watched folder</source>
        <translation>Beobachteter Ordner</translation>
    </message>
    <message>
        <source>No camera is chosen.</source>
        <translation>Es ist keine Kamera gewählt.</translation>
    </message>
    <message>
        <source>No address is given.</source>
        <translation>Es ist keine Adresse angegeben.</translation>
    </message>
    <message>
        <source>The address must begin with http://, https://, rtsp:// or rtsps:// and hold no spaces. In a password, write %40 for @, %2F for / and %3F for ?.</source>
        <translation>Die Adresse muss mit http://, https://, rtsp:// oder rtsps:// beginnen und darf keine Leerzeichen enthalten. Schreiben Sie in einem Passwort %40 für @, %2F für / und %3F für ?.</translation>
    </message>
    <message>
        <source>No video is chosen.</source>
        <translation>Es ist kein Video gewählt.</translation>
    </message>
    <message>
        <source>No folder is chosen.</source>
        <translation>Es ist kein Ordner gewählt.</translation>
    </message>
    <message>
        <source>This program was built without Aravis.</source>
        <translation>Dieses Programm wurde ohne Aravis gebaut.</translation>
    </message>
    <message>
        <source>It is ready and waits for the trigger.</source>
        <translation>Bereit, wartet auf den Trigger.</translation>
    </message>
    <message>
        <source>The folder can be watched. No picture lies in it yet.</source>
        <translation>Der Ordner kann beobachtet werden. Er enthält noch kein Bild.</translation>
    </message>
    <message>
        <source>It was triggered and gave a picture.</source>
        <translation>Der Trigger wurde ausgelöst und ein Bild geliefert.</translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) were lost on the way.</source>
        <translation>
            <numerusform>%n Bild ging unterwegs verloren.</numerusform>
            <numerusform>%n Bilder gingen unterwegs verloren.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Suggestion</name>
    <message>
        <source>Generalised Pareto tail fitted to the %1 highest good scores, shape %2</source>
        <translation>Verallgemeinerter Pareto-Ausläufer, angepasst an die %1 höchsten Gutteil-Scores, Formparameter %2</translation>
    </message>
    <message>
        <source>Exponential tail fitted to the %1 highest good scores: too few for a shape</source>
        <translation>Exponentieller Ausläufer, angepasst an die %1 höchsten Gutteil-Scores: zu wenige für einen Formparameter</translation>
    </message>
    <message>
        <source>The demand lies inside the sample: its own percentile, no tail model</source>
        <translation>Die Anforderung liegt innerhalb der Stichprobe: deren eigenes Perzentil, kein Ausläufermodell</translation>
    </message>
    <message>
        <source>From %1 good parts</source>
        <translation>Aus %1 Gutteilen</translation>
    </message>
    <message>
        <source>From %1 good and %2 defective parts</source>
        <translation>Aus %1 Gutteilen und %2 Schlechtteilen</translation>
    </message>
    <message>
        <source>%1: %2, %3 (95&#xa0;%: %4)</source>
        <comment>name, count, rate, interval</comment>
        <translation>%1: %2, %3 (95&#xa0;%: %4)</translation>
    </message>
    <message>
        <source>A forecast: it holds as far as the tail of parts to come is that of these</source>
        <translation>Eine Prognose: Sie gilt, soweit der Ausläufer künftiger Teile dem dieser Teile entspricht</translation>
    </message>
    <message>
        <source>Met by these parts; no number of parts proves a rate of zero</source>
        <translation>Von diesen Teilen erfüllt; keine Anzahl von Teilen beweist eine Rate von null</translation>
    </message>
    <message>
        <source>Met by these parts, not proven: that takes no miss in %1 defective parts</source>
        <translation>Von diesen Teilen erfüllt, nicht bewiesen: Dazu darf von %1 Schlechtteilen keines übersehen werden</translation>
    </message>
    <message>
        <source>Met by these parts, not proven: that takes no catch in %1 good parts</source>
        <translation>Von diesen Teilen erfüllt, nicht bewiesen: Dazu darf von %1 Gutteilen keines beanstandet werden</translation>
    </message>
    <message>
        <source>Greatest F1</source>
        <translation>Größtes F1</translation>
    </message>
    <message>
        <source>Most caught at a given overkill</source>
        <translation>Meiste Treffer bei gegebener Pseudofehlerrate</translation>
    </message>
    <message>
        <source>Least overkill at a given escape rate</source>
        <translation>Wenigste Pseudofehler bei gegebener Schlupfrate</translation>
    </message>
    <message>
        <source>Percentile of good parts</source>
        <translation>Perzentil der Gutteile</translation>
    </message>
    <message>
        <source>Tail of good parts (extreme values)</source>
        <translation>Ausläufer der Gutteile (Extremwerte)</translation>
    </message>
    <message>
        <source>Cheapest</source>
        <translation>Geringste Kosten</translation>
    </message>
    <message>
        <source>Balances missed defects against false alarms without asking what either costs.</source>
        <translation>Wägt übersehene Fehler gegen Pseudofehler ab, ohne zu fragen, was beides kostet.</translation>
    </message>
    <message>
        <source>Catches as many defective parts as the overkill you allow lets it.</source>
        <translation>Erkennt so viele Schlechtteile, wie die zugelassenen Pseudofehler erlauben.</translation>
    </message>
    <message>
        <source>Rejects as few good parts as the escapes you allow let it.</source>
        <translation>Weist so wenige Gutteile zurück, wie der zugelassene Schlupf erlaubt.</translation>
    </message>
    <message>
        <source>Needs good parts only: at most the given share of them is caught.</source>
        <translation>Braucht nur Gutteile: Höchstens der angegebene Anteil davon wird beanstandet.</translation>
    </message>
    <message>
        <source>Needs good parts only: extends their highest scores to rates rarer than the sample shows.</source>
        <translation>Braucht nur Gutteile: Schreibt deren höchste Scores zu Raten fort, die seltener sind, als die Stichprobe zeigt.</translation>
    </message>
    <message>
        <source>Least cost of escapes and overkill together, by the costs you entered.</source>
        <translation>Geringste Kosten von Schlupf und Pseudofehlern zusammen, nach den von Ihnen eingegebenen Kosten.</translation>
    </message>
    <message>
        <source>This needs at least %1 good parts; %2 are labelled (G).</source>
        <translation>Dies braucht mindestens %1 Gutteile; eingestuft sind %2 (G).</translation>
    </message>
    <message>
        <source>This needs at least %1 defective parts; %2 are labelled (B).</source>
        <translation>Dies braucht mindestens %1 Schlechtteile; eingestuft sind %2 (B).</translation>
    </message>
    <message>
        <source>Enter what an escape and an overkill cost, under Cost in the statistics.</source>
        <translation>Geben Sie in der Statistik unter „Kosten“ ein, was ein Schlupf und ein Pseudofehler kosten.</translation>
    </message>
    <message>
        <source>The scores don&apos;t differ: no limit can part them.</source>
        <translation>Die Scores unterscheiden sich nicht: Keine Grenze kann sie trennen.</translation>
    </message>
    <message>
        <source>No limit up to 1 meets this demand. Allow a higher rate.</source>
        <translation>Keine Grenze bis 1 erfüllt diese Anforderung. Lassen Sie eine höhere Rate zu.</translation>
    </message>
    <message>
        <source>How sure it is can&apos;t be said: too many resamples gave no limit</source>
        <translation>Die Sicherheit ist nicht angebbar: Zu viele Resampling-Stichproben ergaben keine Grenze</translation>
    </message>
    <message>
        <source>%1 to %2 in 9 of 10 resamples of these parts</source>
        <translation>%1 bis %2 in 9 von 10 Resampling-Stichproben dieser Teile</translation>
    </message>
    <message>
        <source>Defective parts caught</source>
        <translation>Erkannte Schlechtteile</translation>
    </message>
    <message>
        <source>Good parts caught</source>
        <translation>Beanstandete Gutteile</translation>
    </message>
    <message>
        <source>F1: %1</source>
        <translation>F1: %1</translation>
    </message>
    <message>
        <source>Cost of these parts: %1</source>
        <translation>Kosten dieser Teile: %1</translation>
    </message>
</context>
<context>
    <name>Synth</name>
    <message>
        <source>“%1” is named twice in --products.</source>
        <translation>„%1“ ist in --products doppelt genannt.</translation>
    </message>
    <message>
        <source>“%1” can&apos;t be drawn. There are: %2.</source>
        <translation>„%1“ kann nicht gezeichnet werden. Möglich sind: %2.</translation>
    </message>
    <message>
        <source>“%1” can&apos;t be drawn. Did you mean “%2”?</source>
        <translation>„%1“ kann nicht gezeichnet werden. Meinten Sie „%2“?</translation>
    </message>
    <message>
        <source>synth reads nothing, so “%1” has no place here. The folder to write goes behind --out.</source>
        <translation>synth liest nichts ein, daher ist „%1“ hier fehl am Platz. Der zu schreibende Ordner steht hinter --out.</translation>
    </message>
    <message>
        <source>Say where the drawn parts go: --out DIR</source>
        <translation>Geben Sie an, wohin die gezeichneten Teile geschrieben werden: --out DIR</translation>
    </message>
    <message>
        <source>--train, --good and --defective are all 0: there is nothing to draw.</source>
        <translation>--train, --good und --defective sind alle 0: Es gibt nichts zu zeichnen.</translation>
    </message>
    <message>
        <source>“%1” isn&apos;t an empty folder. Name a new one.</source>
        <translation>„%1“ ist kein leerer Ordner. Geben Sie einen neuen an.</translation>
    </message>
    <message>
        <source>a new or empty folder for the products</source>
        <translation>ein neuer oder leerer Ordner für die Produkte</translation>
    </message>
    <message>
        <source>another number, other parts (default: 1)</source>
        <translation>andere Zahl, andere Teile (Vorgabe: 1)</translation>
    </message>
    <message>
        <source>which products (default: all)</source>
        <translation>welche Produkte (Vorgabe: alle)</translation>
    </message>
    <message>
        <source>side of the pictures in pixels, 64 to 1024 (default: 256)</source>
        <translation>Seitenlänge der Bilder in Pixeln, 64 bis 1024 (Vorgabe: 256)</translation>
    </message>
    <message>
        <source>good parts of each product in train (default: 12)</source>
        <translation>Gutteile jedes Produkts in train (Vorgabe: 12)</translation>
    </message>
    <message>
        <source>good parts of each product in test (default: 8)</source>
        <translation>Gutteile jedes Produkts in test (Vorgabe: 8)</translation>
    </message>
    <message>
        <source>defective parts of each product, the kinds of defect in turn (default: 28)</source>
        <translation>Schlechtteile jedes Produkts, die Fehlerarten reihum (Vorgabe: 28)</translation>
    </message>
    <message>
        <source>Stopped before the last picture: %1 of %2 are drawn and written.</source>
        <translation>Vor dem letzten Bild angehalten: %1 von %2 sind gezeichnet und geschrieben.</translation>
    </message>
    <message numerus="yes">
        <source>%n pictures in %1</source>
        <translation>
            <numerusform>%n Bild in %1</numerusform>
            <numerusform>%n Bilder in %1</numerusform>
        </translation>
    </message>
    <message>
        <source>“%1” can&apos;t be read.</source>
        <translation>„%1“ ist nicht lesbar.</translation>
    </message>
    <message>
        <source>There is no picture in “%1”.</source>
        <translation>In „%1“ ist kein Bild.</translation>
    </message>
    <message>
        <source>--products are drawn, --on takes photographs: leave one of them out.</source>
        <translation>--products werden gezeichnet, --on nimmt Fotos: Lassen Sie eines davon weg.</translation>
    </message>
    <message>
        <source>draw the defects on the photographs of a folder: each is a product, its parts are windows of it</source>
        <translation>die Fehler auf die Fotos eines Ordners zeichnen: jedes ist ein Produkt, dessen Teile Ausschnitte davon sind</translation>
    </message>
    <message>
        <source>vcp-inspect synth [options] --out DIR

Draws parts and surfaces, good ones and defective ones with exact masks, in the layout of MVTec AD.
The same options give the same pictures on every computer. Products:
%1.
With --on the defects are drawn on photographs of good parts instead.
Returns 0 when all are written, 2 for wrong usage or a disk that refuses, 3 when a photograph could not be read.</source>
        <translation>vcp-inspect synth [Optionen] --out DIR

Zeichnet Teile und Oberflächen, gute und fehlerhafte mit exakten Masken, im Layout von MVTec AD.
Gleiche Optionen ergeben auf jedem Rechner gleiche Bilder. Produkte:
%1.
Mit --on werden die Fehler stattdessen auf Fotos von Gutteilen gezeichnet.
Rückgabewert 0, wenn alle geschrieben sind, 2 bei falschem Aufruf oder verweigerndem Datenträger, 3, wenn ein
Foto nicht lesbar war.</translation>
    </message>
</context>
<context>
    <name>TextLocale</name>
    <message>
        <source>en</source>
        <extracomment>The code of the language that you translate into, such as zh_CN: dates in reports are written in it.</extracomment>
        <translation>de_DE</translation>
    </message>
</context>
<context>
    <name>TimeLeft</name>
    <message>
        <source>less than 10 s left</source>
        <translation>noch weniger als 10 s</translation>
    </message>
    <message>
        <source>%1 s left</source>
        <translation>noch %1 s</translation>
    </message>
    <message>
        <source>%1 min left</source>
        <translation>noch %1 min</translation>
    </message>
    <message>
        <source>%1 h left</source>
        <translation>noch %1 h</translation>
    </message>
    <message>
        <source>%1 h %2 min left</source>
        <translation>noch %1 h %2 min</translation>
    </message>
</context>
<context>
    <name>Train</name>
    <message>
        <source>Stopped. The last whole epoch is kept in %1; the same command goes on from there.</source>
        <translation>Angehalten. Die letzte ganze Epoche liegt in %1; derselbe Befehl macht dort weiter.</translation>
    </message>
    <message>
        <source>The trained model is in %1</source>
        <translation>Das trainierte Modell ist in %1</translation>
    </message>
    <message numerus="yes">
        <source>Memory ran out: from now on %n image(s) go through the model at once. The steps stay the same.</source>
        <translation>
            <numerusform>Der Speicher reichte nicht: Ab jetzt läuft %n Bild auf einmal durch das Modell. Die Schritte bleiben gleich.</numerusform>
            <numerusform>Der Speicher reichte nicht: Ab jetzt laufen %n Bilder auf einmal durch das Modell. Die Schritte bleiben gleich.</numerusform>
        </translation>
    </message>
    <message>
        <source>epoch %1 of %2, step %3 of %4, loss %5, %6 h left</source>
        <translation>Epoche %1 von %2, Schritt %3 von %4, Verlust %5, noch %6 h</translation>
    </message>
    <message>
        <source>Epoch %1: loss %2, pixel AP %3, pixel AUROC %4, image AUROC %5, %6 s</source>
        <translation>Epoche %1: Verlust %2, Pixel-AP %3, Pixel-AUROC %4, Bild-AUROC %5, %6 s</translation>
    </message>
    <message>
        <source> (best so far)</source>
        <translation> (bisher die beste)</translation>
    </message>
    <message>
        <source>folder of the training: state, record and the trained bundle; one that holds a training of the same options is gone on with</source>
        <translation>Ordner des Trainings: Zustand, Aufzeichnung und das trainierte Paket; enthält er ein Training mit denselben Optionen, wird es fortgesetzt</translation>
    </message>
    <message>
        <source>train a small model from nothing, its towers too</source>
        <translation>ein kleines Modell von Grund auf trainieren, auch seine Encoder</translation>
    </message>
    <message>
        <source>learn from N drawn examples an epoch (default: 8192)</source>
        <translation>je Epoche aus N gezeichneten Beispielen lernen (Vorgabe: 8192)</translation>
    </message>
    <message>
        <source>epochs (default: 10)</source>
        <translation>Epochen (Vorgabe: 10)</translation>
    </message>
    <message>
        <source>images a step (default: 32, from scratch 16)</source>
        <translation>Bilder je Schritt (Vorgabe: 32, von Grund auf 16)</translation>
    </message>
    <message>
        <source>images that go through the model at once (default: 4); halves itself when memory runs out, which changes no number of the training</source>
        <translation>Bilder, die auf einmal durch das Modell laufen (Vorgabe: 4); halbiert sich selbst, wenn der Speicher nicht reicht, was keine Zahl des Trainings ändert</translation>
    </message>
    <message>
        <source>learning rate (default: 4e-5, from scratch 7e-4)</source>
        <translation>Lernrate (Vorgabe: 4e-5, von Grund auf 7e-4)</translation>
    </message>
    <message>
        <source>learning rate of both temperatures (default: 0.01, from scratch 0.002)</source>
        <translation>Lernrate beider Temperaturen (Vorgabe: 0.01, von Grund auf 0.002)</translation>
    </message>
    <message>
        <source>decay of weights (default: 0, from scratch 0.05)</source>
        <translation>Weight Decay der Gewichte (Vorgabe: 0, von Grund auf 0.05)</translation>
    </message>
    <message>
        <source>dropout of the text prompts (default: 0.1, from scratch 0)</source>
        <translation>Dropout der Text-Prompts (Vorgabe: 0.1, von Grund auf 0)</translation>
    </message>
    <message>
        <source>stop after N epochs without a better one (default: never)</source>
        <translation>nach N Epochen ohne Verbesserung anhalten (Vorgabe: nie)</translation>
    </message>
    <message>
        <source>drawn images of each product to judge an epoch by (default: 24)</source>
        <translation>gezeichnete Bilder jedes Produkts, an denen eine Epoche beurteilt wird (Vorgabe: 24)</translation>
    </message>
    <message>
        <source>another number, another training (default: 333)</source>
        <translation>andere Zahl, anderes Training (Vorgabe: 333)</translation>
    </message>
    <message>
        <source>from scratch: width of the vision tower, a multiple of 64 (default: 128)</source>
        <translation>von Grund auf: Breite des Bildencoders, ein Vielfaches von 64 (Vorgabe: 128)</translation>
    </message>
    <message>
        <source>image size at which the trained bundle is used (default: the one it is trained at)</source>
        <translation>Bildgröße, mit der das trainierte Paket verwendet wird (Vorgabe: die, mit der es trainiert wird)</translation>
    </message>
    <message>
        <source>progress as JSON, one object a line, on stdout</source>
        <translation>Fortschritt als JSON, ein Objekt je Zeile, auf stdout</translation>
    </message>
    <message>
        <source>Say where the training goes: --out DIR</source>
        <translation>Geben Sie an, wohin das Training geschrieben wird: --out DIR</translation>
    </message>
    <message>
        <source>--from-scratch begins without a model: leave out --model, --clip and --vcp.</source>
        <translation>--from-scratch beginnt ohne Modell: Lassen Sie --model, --clip und --vcp weg.</translation>
    </message>
    <message>
        <source>The training has stopped. The last whole epoch is kept in: %1</source>
        <translation>Das Training wurde angehalten. Die letzte ganze Epoche liegt in: %1</translation>
    </message>
    <message>
        <source>There is no layout “%1”. Choose auto, %2.</source>
        <translation>Es gibt kein Layout „%1“. Wählen Sie auto, %2.</translation>
    </message>
    <message>
        <source>--%1 is on or off, not “%2”.</source>
        <translation>--%1 ist on oder off, nicht „%2“.</translation>
    </message>
    <message>
        <source>layout of the data set (default: auto)</source>
        <translation>Layout des Datensatzes (Vorgabe: auto)</translation>
    </message>
    <message>
        <source>judge each epoch by this data set (default: by a part of the one that is learned from)</source>
        <translation>jede Epoche an diesem Datensatz beurteilen (Vorgabe: an einem Teil dessen, aus dem gelernt wird)</translation>
    </message>
    <message>
        <source>share of the data set that is kept for that: whole products where there are three or more, else images (default: 0.2)</source>
        <translation>Anteil des Datensatzes, der dafür zurückgehalten wird: ganze Produkte bei drei oder mehr, sonst Bilder (Vorgabe: 0.2)</translation>
    </message>
    <message>
        <source>learn from the train split too (default: from the test split alone, as published)</source>
        <translation>auch aus dem Split train lernen (Vorgabe: nur aus dem Split test, wie veröffentlicht)</translation>
    </message>
    <message>
        <source>turn, light, blur and add noise to the images at random, as published (default: on)</source>
        <translation>Bilder zufällig drehen, in der Helligkeit ändern, weichzeichnen und verrauschen, wie veröffentlicht (Vorgabe: on)</translation>
    </message>
    <message>
        <source>share of images put together of four defective ones of the product (default: 0; published for MVTec AD: 0.2)</source>
        <translation>Anteil der Bilder, die aus vier fehlerhaften des Produkts zusammengesetzt sind (Vorgabe: 0; veröffentlicht für MVTec AD: 0.2)</translation>
    </message>
    <message>
        <source>with --augment off: memory for what the frozen tower answers, so that it runs once for each image (default: 1024)</source>
        <translation>mit --augment off: Speicher für die Antworten des eingefrorenen Encoders, damit er je Bild nur einmal läuft (Vorgabe: 1024)</translation>
    </message>
    <message>
        <source>One data set at a time: “%1” is one too many.</source>
        <translation>Nur ein Datensatz auf einmal: „%1“ ist einer zu viel.</translation>
    </message>
    <message>
        <source>Give either --val or --val-share.</source>
        <translation>Geben Sie entweder --val oder --val-share an.</translation>
    </message>
    <message>
        <source>“%1” holds no labelled image with a usable mask to learn from.%2</source>
        <translation>„%1“ enthält kein eingestuftes Bild mit verwendbarer Maske, aus dem gelernt werden könnte.%2</translation>
    </message>
    <message>
        <source>The train split is used with --train-split.</source>
        <translation>Der Split train wird mit --train-split verwendet.</translation>
    </message>
    <message>
        <source>Learned from</source>
        <translation>Gelernt aus</translation>
    </message>
    <message>
        <source>Judged by</source>
        <translation>Beurteilt an</translation>
    </message>
    <message>
        <source>%1 (layout %2): %3 products, %4 images (%5 of them train), %6 good, %7 defective, %8 unlabelled, %9 masks</source>
        <translation>%1 (Layout %2): %3 Produkte, %4 Bilder (davon %5 train), %6 gut, %7 fehlerhaft, %8 nicht eingestuft, %9 Masken</translation>
    </message>
    <message>
        <source>This data set marks defects by boxes: what is learned from them reaches beyond the defects.</source>
        <translation>Dieser Datensatz markiert Fehler durch Rahmen: Was daraus gelernt wird, reicht über die Fehler hinaus.</translation>
    </message>
    <message>
        <source>The masks of this data set are drawn coarsely: what is learned from them reaches beyond the defects.</source>
        <translation>Die Masken dieses Datensatzes sind grob gezeichnet: Was daraus gelernt wird, reicht über die Fehler hinaus.</translation>
    </message>
    <message numerus="yes">
        <source>%n image(s) stand in what is learned from and in what it is judged by, byte for byte; they are left out of the training.</source>
        <translation>
            <numerusform>%n Bild kommt Byte für Byte gleich sowohl im Lern- als auch im Beurteilungsmaterial vor; es bleibt beim Training weg.</numerusform>
            <numerusform>%n Bilder kommen Byte für Byte gleich sowohl im Lern- als auch im Beurteilungsmaterial vor; sie bleiben beim Training weg.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: %2 images, %3 of them defective: %4</source>
        <translation>%1: %2 Bilder, davon %3 fehlerhaft: %4</translation>
    </message>
    <message>
        <source>%1: nothing, for want of images</source>
        <translation>%1: nichts, mangels Bildern</translation>
    </message>
    <message numerus="yes">
        <source>… and %n more in %1</source>
        <translation>
            <numerusform>… und noch %n in %1</numerusform>
            <numerusform>… und noch %n in %1</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: before %2, now %3</source>
        <translation>%1: vorher %2, jetzt %3</translation>
    </message>
    <message>
        <source>The best epoch beside the model that the training began with:</source>
        <translation>Die beste Epoche neben dem Modell, mit dem das Training begann:</translation>
    </message>
    <message>
        <source>Pixel AP</source>
        <translation>Pixel-AP</translation>
    </message>
    <message>
        <source>Pixel AUROC</source>
        <translation>Pixel-AUROC</translation>
    </message>
    <message>
        <source>Image AUROC</source>
        <translation>Bild-AUROC</translation>
    </message>
    <message>
        <source>Image F1-max</source>
        <translation>Bild-F1-max</translation>
    </message>
    <message>
        <source>Verdicts of %1 images: %2 right only before, %3 right only now, McNemar&apos;s p = %4</source>
        <translation>Urteile über %1 Bilder: %2 nur vorher richtig, %3 nur jetzt richtig, p nach McNemar = %4</translation>
    </message>
    <message>
        <source>The trained model is WORSE than the one it began with. Keep the old one unless you know why.</source>
        <translation>Das trainierte Modell ist SCHLECHTER als das, mit dem es begann. Behalten Sie das alte, wenn Sie den Grund nicht kennen.</translation>
    </message>
    <message>
        <source>The trained model is not worse than the one it began with.</source>
        <translation>Das trainierte Modell ist nicht schlechter als das, mit dem es begann.</translation>
    </message>
    <message>
        <source>Estimated time by the first steps: %1 h, without the validation</source>
        <translation>Geschätzte Dauer nach den ersten Schritten: %1 h, ohne die Validierung</translation>
    </message>
    <message>
        <source>--%1 belongs to a data set: name the one to learn from.</source>
        <translation>--%1 gehört zu einem Datensatz: Geben Sie den an, aus dem gelernt werden soll.</translation>
    </message>
    <message>
        <source>--%1 belongs to drawn examples: leave it out, or the data set.</source>
        <translation>--%1 gehört zu gezeichneten Beispielen: Lassen Sie es oder den Datensatz weg.</translation>
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
        <translation>vcp-inspect train [Optionen] --out DIR [DATASET]
vcp-inspect train [Optionen] --check [DATASET]

Trainiert die lernbaren Teile von VCP-CLIP, oder mit --from-scratch ein kleines Modell von Grund auf, mit den
Bildern eines von jemandem eingestuften Datensatzes, oder ohne einen solchen mit gezeichneten Teilen. Nach jeder
Epoche ist alles zum Fortsetzen Nötige gespeichert: Derselbe Befehl macht damit weiter. Am Ende wird das trainierte
Modell mit dem verglichen, mit dem das Training begann.
--check liest die Daten, probiert einen Schritt und sagt, woraus das Training lernen und wie viel Speicher und Zeit
es brauchen würde.
Rückgabewert 0, wenn das Training beendet ist, 2 bei falschem Aufruf, unbrauchbarem Modell oder Datensatz oder
verweigerndem Datenträger, 3, wenn es beendet ist, aber ein Bild oder eine Maske nicht lesbar war und
ausgelassen wurde.</translation>
    </message>
    <message>
        <source>Estimated memory: %1 MB of %2 MB that are free (%3)</source>
        <translation>Geschätzter Speicher: %1 MB von %2 MB, die frei sind (%3)</translation>
    </message>
    <message>
        <source>Estimated memory: %1 MB (%2)</source>
        <translation>Geschätzter Speicher: %1 MB (%2)</translation>
    </message>
    <message>
        <source>That is more than this machine has free: the training may be slow or be ended by the system. Close other programs, or take a smaller --batch or --together.</source>
        <translation>Das ist mehr, als auf diesem Rechner frei ist: Das Training kann langsam sein oder vom System beendet werden. Schließen Sie andere Programme oder verwenden Sie kleinere Werte für --batch oder --together.</translation>
    </message>
    <message>
        <source>Estimated time by a trial: %1 h. Nothing has been trained or written.</source>
        <translation>Geschätzte Dauer nach einem Versuch: %1 h. Es wurde nichts trainiert oder geschrieben.</translation>
    </message>
    <message>
        <source>train nothing: read the data, say what it holds, and estimate memory and time by a trial</source>
        <translation>nichts trainieren: die Daten lesen, ihren Inhalt nennen sowie Speicher und Zeit durch einen Versuch schätzen</translation>
    </message>
    <message>
        <source>--check writes nothing: leave out --out and --from-scratch.</source>
        <translation>--check schreibt nichts: Lassen Sie --out und --from-scratch weg.</translation>
    </message>
    <message>
        <source>No step was tried, for want of memory. Nothing has been trained or written.</source>
        <translation>Mangels Speicher wurde kein Schritt probiert. Es wurde nichts trainiert oder geschrieben.</translation>
    </message>
    <message>
        <source>The training would write over what it begins with: name another folder than --begin-with for --out.</source>
        <translation>Das Training würde überschreiben, womit es beginnt: Geben Sie für --out einen anderen Ordner an als für --begin-with.</translation>
    </message>
    <message>
        <source>from scratch: go on from the weights in a folder (clip.safetensors, vcp.pth) in place of fresh ones</source>
        <translation>von Grund auf: mit den Gewichten in einem Ordner (clip.safetensors, vcp.pth) weitermachen statt mit neuen</translation>
    </message>
    <message>
        <source>show each drawn picture N times, each time turned, scaled and coloured anew (default: 1)</source>
        <translation>jedes gezeichnete Bild N-mal zeigen, jedes Mal neu gedreht, skaliert und gefärbt (Vorgabe: 1)</translation>
    </message>
    <message>
        <source>drawn pictures kept in memory to be shown again (default: 8192)</source>
        <translation>gezeichnete Bilder, die zum erneuten Zeigen im Speicher bleiben (Vorgabe: 8192)</translation>
    </message>
    <message>
        <source>--begin-with belongs to --from-scratch; a model that is fine-tuned is named by --model.</source>
        <translation>--begin-with gehört zu --from-scratch; ein Modell zum Nachtrainieren wird mit --model angegeben.</translation>
    </message>
    <message>
        <source>“%1” is no --schedule: constant or cosine.</source>
        <translation>„%1“ ist kein --schedule: constant oder cosine.</translation>
    </message>
    <message>
        <source>constant, or cosine: the rates fall to a hundredth (default: constant, from scratch cosine)</source>
        <translation>constant oder cosine: die Lernraten fallen auf ein Hundertstel (Vorgabe: constant, von Grund auf cosine)</translation>
    </message>
    <message>
        <source>judge and keep a running mean of the weights in which each step counts 1 - X; 0: the weights of the last step (default: 0, from scratch 0.999)</source>
        <translation>einen laufenden Mittelwert der Gewichte beurteilen und behalten, in dem jeder Schritt 1 - X zählt; 0: die Gewichte des letzten Schritts (Vorgabe: 0, von Grund auf 0.999)</translation>
    </message>
    <message>
        <source>weight of the focal loss beside the dice loss (default: 1, from scratch 6)</source>
        <translation>Gewicht des Focal Loss neben dem Dice Loss (Vorgabe: 1, von Grund auf 6)</translation>
    </message>
    <message>
        <source>weight of a loss of the greatest sound and damaged patches of a picture, by which it is judged (default: 0, from scratch 0.3)</source>
        <translation>Gewicht eines Verlusts über die größten intakten und beschädigten Patches eines Bildes, nach denen es beurteilt wird (Vorgabe: 0, von Grund auf 0.3)</translation>
    </message>
    <message>
        <source>--begin-with takes the width of the weights that it begins with: leave out --width.</source>
        <translation>--begin-with übernimmt die Breite der Gewichte, mit denen es beginnt: Lassen Sie --width weg.</translation>
    </message>
    <message>
        <source>The weights in %1 can’t be grown to --depth %2: it would move what their layers see. Ask for more.</source>
        <translation>Die Gewichte in %1 lassen sich nicht auf --depth %2 erweitern: Das würde verschieben, was ihre Schichten sehen. Geben Sie mehr an.</translation>
    </message>
    <message>
        <source>from scratch: blocks of the vision tower (default: 6, or those of --begin-with, which can be grown by more)</source>
        <translation>von Grund auf: Blöcke des Bildencoders (Vorgabe: 6 oder die von --begin-with, die um weitere erweitert werden können)</translation>
    </message>
    <message>
        <source>A model&apos;s record of what it was trained on names %1 images at most: those beyond are learned from all the same, but not named.</source>
        <translation>Was ein Modell über seine Trainingsdaten vermerkt, nennt höchstens %1 Bilder: Aus den übrigen wird ebenso gelernt, sie werden nur nicht genannt.</translation>
    </message>
    <message>
        <source>epoch %1 of %2, step %3 of %4, loss %5</source>
        <translation>Epoche %1 von %2, Schritt %3 von %4, Verlust %5</translation>
    </message>
    <message>
        <source>The training would write over the model that it begins with: name another folder for --out.</source>
        <translation>Das Training würde das Modell überschreiben, mit dem es beginnt: Nennen Sie für --out einen anderen Ordner.</translation>
    </message>
</context>
<context>
    <name>TrainingFacts</name>
    <message>
        <source>nothing, for want of images</source>
        <translation>nichts, mangels Bildern</translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>noch %n</numerusform>
            <numerusform>noch %n</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, %2 of them defective: %3</source>
        <translation>%1, davon %2 fehlerhaft: %3</translation>
    </message>
    <message numerus="yes">
        <source>%n image(s)</source>
        <translation>
            <numerusform>%n Bild</numerusform>
            <numerusform>%n Bilder</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 with %2: %3 good, %4 defective, %5 with a mask (layout %6)</source>
        <translation>%1, %2: %3 gut, %4 fehlerhaft, %5 mit Maske (Layout %6)</translation>
    </message>
    <message numerus="yes">
        <source>%n product(s)</source>
        <translation>
            <numerusform>%n Produkt</numerusform>
            <numerusform>%n Produkte</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n image(s) have no label and are left out.</source>
        <translation>
            <numerusform>%n Bild hat keine Einstufung und wird ausgelassen.</numerusform>
            <numerusform>%n Bilder haben keine Einstufung und werden ausgelassen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Only boxes say where the defects are: the model would learn boxes.</source>
        <translation>Nur Rahmen geben an, wo die Fehler sind: Das Modell würde Rahmen lernen.</translation>
    </message>
    <message>
        <source>Its masks are coarse: the model would learn more than the defects.</source>
        <translation>Die Masken sind grob: Das Modell würde mehr lernen als die Fehler.</translation>
    </message>
    <message>
        <source>about %1 MB</source>
        <translation>etwa %1 MB</translation>
    </message>
    <message>
        <source>about %1 MB, but only %2 MB are free: it may be slow, or be ended by the system. Close other programs, or take fewer images a step.</source>
        <translation>etwa %1 MB, frei sind aber nur %2 MB: Es kann langsam sein oder vom System beendet werden. Schließen Sie andere Programme oder verwenden Sie weniger Bilder je Schritt.</translation>
    </message>
    <message>
        <source>about %1 MB of %2 MB that are free</source>
        <translation>etwa %1 MB von %2 MB, die frei sind</translation>
    </message>
    <message>
        <source>Learned from</source>
        <translation>Gelernt aus</translation>
    </message>
    <message>
        <source>Judged by</source>
        <translation>Beurteilt an</translation>
    </message>
    <message>
        <source>Leaks</source>
        <translation>Datenlecks</translation>
    </message>
    <message numerus="yes">
        <source>%n image(s) stood on both sides, byte for byte: they are not learned from.</source>
        <translation>
            <numerusform>%n Bild lag Byte für Byte gleich auf beiden Seiten: Daraus wird nicht gelernt.</numerusform>
            <numerusform>%n Bilder lagen Byte für Byte gleich auf beiden Seiten: Daraus wird nicht gelernt.</numerusform>
        </translation>
    </message>
    <message>
        <source>Runs on</source>
        <translation>Läuft auf</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>about %1 s</source>
        <translation>etwa %1 s</translation>
    </message>
    <message>
        <source>about %1 min</source>
        <translation>etwa %1 min</translation>
    </message>
    <message>
        <source>about %1 h %2 min</source>
        <translation>etwa %1 h %2 min</translation>
    </message>
</context>
<context>
    <name>TrainingSetLook</name>
    <message>
        <source>Nobody knows where the file of a reviewed part lies: it is left out.</source>
        <translation>Wo die Datei eines nachgeprüften Teils liegt, ist nicht bekannt: Es wird ausgelassen.</translation>
    </message>
    <message>
        <source>The part “%1” is no longer there: it is left out.</source>
        <translation>Das Teil „%1“ ist nicht mehr vorhanden: Es wird ausgelassen.</translation>
    </message>
    <message>
        <source>The part “%1” has changed since it was reviewed: it is left out.</source>
        <translation>Das Teil „%1“ hat sich seit der Nachprüfung geändert: Es wird ausgelassen.</translation>
    </message>
    <message>
        <source>“%1” can&apos;t be read and is left out. Check its permissions.</source>
        <translation>„%1“ ist nicht lesbar und wird ausgelassen. Kontrollieren Sie die Berechtigungen.</translation>
    </message>
    <message>
        <source>No reviewed part can be learned from yet: say of parts on the desk whether they are good or defective.</source>
        <translation>Noch kann aus keinem nachgeprüften Teil gelernt werden: Geben Sie am Prüfplatz für Teile an, ob sie gut oder fehlerhaft sind.</translation>
    </message>
    <message>
        <source>Reviewed parts as they are now.</source>
        <translation>Nachgeprüfte Teile im jetzigen Stand.</translation>
    </message>
</context>
<context>
    <name>Verdict</name>
    <message>
        <source>Pass</source>
        <translation>i. O.</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>Nachprüfen</translation>
    </message>
    <message>
        <source>Fail</source>
        <translation>n. i. O.</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Störung</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>Läuft</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Wartet</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Abgebrochen</translation>
    </message>
</context>
<context>
    <name>VerdictSentence</name>
    <message numerus="yes">
        <source>%n more region(s) reach(es) it.</source>
        <translation>
            <numerusform>%n weitere Region erreicht die Grenze.</numerusform>
            <numerusform>%n weitere Regionen erreichen die Grenze.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more region(s) to review.</source>
        <translation>
            <numerusform>%n weitere Region zum Nachprüfen.</numerusform>
            <numerusform>%n weitere Regionen zum Nachprüfen.</numerusform>
        </translation>
    </message>
    <message>
        <source>No region reaches the limits. Highest value %1, review limit %2.</source>
        <translation>Keine Region erreicht die Grenzen. Höchster Wert %1, Nachprüfgrenze %2.</translation>
    </message>
    <message>
        <source>Region %1</source>
        <translation>Region %1</translation>
    </message>
    <message>
        <source>Region %1 in zone %2</source>
        <translation>Region %1 in Zone %2</translation>
    </message>
    <message>
        <source>%1: peak %2 ≥ limit %3, area %4 ≥ %5</source>
        <translation>%1: Spitzenwert %2 ≥ Grenze %3, Fläche %4 ≥ %5</translation>
    </message>
    <message>
        <source>%1: peak %2 ≥ review limit %3, area %4 ≥ %5</source>
        <translation>%1: Spitzenwert %2 ≥ Nachprüfgrenze %3, Fläche %4 ≥ %5</translation>
    </message>
    <message>
        <source>, length %1 ≥ %2</source>
        <translation>, Länge %1 ≥ %2</translation>
    </message>
    <message>
        <source>.</source>
        <comment>ends a sentence</comment>
        <translation>.</translation>
    </message>
    <message>
        <source>Score %1 ≥ limit %2.</source>
        <translation>Score %1 ≥ Grenze %2.</translation>
    </message>
    <message>
        <source>Score %1 ≥ review limit %2.</source>
        <translation>Score %1 ≥ Nachprüfgrenze %2.</translation>
    </message>
    <message>
        <source>No region is large enough: highest value %1, every region %2.</source>
        <translation>Keine Region ist groß genug: höchster Wert %1, jede Region %2.</translation>
    </message>
    <message>
        <source>No region in zone %1 is large enough: highest value %2, every region %3.</source>
        <translation>Keine Region in Zone %1 ist groß genug: höchster Wert %2, jede Region %3.</translation>
    </message>
    <message>
        <source>No region reaches the limits. Highest value in zone %1 %2, its review limit %3.</source>
        <translation>Keine Region erreicht die Grenzen. Höchster Wert in Zone %1 %2, Nachprüfgrenze dort %3.</translation>
    </message>
    <message>
        <source>below %1</source>
        <translation>unter %1</translation>
    </message>
    <message>
        <source>shorter than %1</source>
        <translation>kürzer als %1</translation>
    </message>
    <message>
        <source>%1 or %2</source>
        <translation>%1 oder %2</translation>
    </message>
</context>
<context>
    <name>Verify</name>
    <message>
        <source>The report was made by another revision of the engine (%1, this is %2): scores may differ a little.</source>
        <translation>Der Bericht wurde mit einer anderen Revision der Engine erstellt (%1, dies ist %2): Scores können etwas abweichen.</translation>
    </message>
    <message>
        <source>“%1” is no folder.</source>
        <translation>„%1“ ist kein Ordner.</translation>
    </message>
    <message numerus="yes">
        <source>Report of %1, made by %2: %n image(s).</source>
        <translation>
            <numerusform>Bericht vom %1, erstellt mit %2: %n Bild.</numerusform>
            <numerusform>Bericht vom %1, erstellt mit %2: %n Bilder.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n thing(s) in this report are not as they were sealed.</source>
        <translation>
            <numerusform>%n Stelle in diesem Bericht ist nicht wie bei der Versiegelung.</numerusform>
            <numerusform>%n Stellen in diesem Bericht sind nicht wie bei der Versiegelung.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Nothing was changed as far as could be checked; %n thing(s) could not be.</source>
        <translation>
            <numerusform>Soweit überprüfbar, wurde nichts geändert; %n Punkt war nicht überprüfbar.</numerusform>
            <numerusform>Soweit überprüfbar, wurde nichts geändert; %n Punkte waren nicht überprüfbar.</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>Es wurde nichts geändert.</translation>
    </message>
    <message>
        <source>check the images too, and inspect them again</source>
        <translation>auch die Bilder überprüfen und erneut prüfen</translation>
    </message>
    <message>
        <source>check the report&apos;s entries against this review log (history.db)</source>
        <translation>die Einträge des Berichts mit diesem Nachprüfprotokoll (history.db) abgleichen</translation>
    </message>
    <message>
        <source>vcp-inspect verify [options] REPORT.pdf

Tells whether a report is as it was sealed: the PDF, the figures attached to it, the entries of the review log in
them. With --images the images are compared by their bytes and inspected again, with the report&apos;s own recipe and
with the model whose weights have the report&apos;s SHA-256. A seal finds a change; it proves no author.
Returns 0 when nothing was changed, 1 when something was, 2 for wrong usage or a file that can&apos;t be read, 3 when
something could not be checked.</source>
        <translation>vcp-inspect verify [Optionen] REPORT.pdf

Sagt, ob ein Bericht seit der Versiegelung unverändert ist: das PDF, die angehängten Daten und darin die Einträge
des Nachprüfprotokolls. Mit --images werden die Bilder Byte für Byte verglichen und erneut geprüft, mit dem Rezept
des Berichts und dem Modell, dessen Gewichte die SHA-256 des Berichts haben. Ein Siegel deckt eine Änderung auf;
einen Urheber beweist es nicht.
Rückgabewert 0, wenn nichts geändert wurde, 1, wenn etwas geändert wurde, 2 bei falschem Aufruf oder nicht
lesbarer Datei, 3, wenn etwas nicht überprüfbar war.</translation>
    </message>
    <message>
        <source>Name one report: vcp-inspect verify REPORT.pdf</source>
        <translation>Geben Sie einen Bericht an: vcp-inspect verify REPORT.pdf</translation>
    </message>
    <message>
        <source>%1 of %2 images are those that were inspected; %3 were inspected again with the same score and verdict.</source>
        <translation>%1 von %2 Bildern sind die damals geprüften; %3 wurden erneut geprüft, mit gleichem Score und Urteil.</translation>
    </message>
    <message>
        <source>The file doesn&apos;t end with a seal: bytes were cut off or added at its end, or it never was a sealed report.</source>
        <translation>Die Datei endet nicht mit einem Siegel: Am Ende wurden Bytes abgeschnitten oder angefügt, oder sie war nie ein versiegelter Bericht.</translation>
    </message>
    <message>
        <source>The PDF was changed after it was sealed.</source>
        <translation>Das PDF wurde nach der Versiegelung geändert.</translation>
    </message>
    <message>
        <source>The figures of the report (report.json) can&apos;t be read out of the PDF.</source>
        <translation>Die Daten des Berichts (report.json) lassen sich nicht aus dem PDF lesen.</translation>
    </message>
    <message>
        <source>The attached figures (report.json) were changed: their own seal doesn&apos;t fit.</source>
        <translation>Die angehängten Daten (report.json) wurden geändert: Ihr eigenes Siegel passt nicht.</translation>
    </message>
    <message>
        <source>The attached figures (report.json) are none that this program writes (%1).</source>
        <translation>Die angehängten Daten (report.json) stammen nicht von diesem Programm (%1).</translation>
    </message>
    <message>
        <source>The recipe in the figures was changed: it isn&apos;t the one whose SHA-256 stands beside it.</source>
        <translation>Das Rezept in den Daten wurde geändert: Es passt nicht zur SHA-256, die daneben steht.</translation>
    </message>
    <message>
        <source>The counts in the figures aren&apos;t those of its images.</source>
        <translation>Die Anzahlen in den Daten passen nicht zu den Bildern.</translation>
    </message>
    <message>
        <source>Entry %1 of the review log was changed in the figures.</source>
        <translation>Eintrag %1 des Nachprüfprotokolls wurde in den Daten geändert.</translation>
    </message>
    <message>
        <source>Entry %1 of the review log doesn&apos;t follow the one before it.</source>
        <translation>Eintrag %1 des Nachprüfprotokolls schließt nicht an den vorigen an.</translation>
    </message>
    <message>
        <source>Entry %1 of the review log is of an image that the report doesn&apos;t hold.</source>
        <translation>Eintrag %1 des Nachprüfprotokolls gehört zu einem Bild, das der Bericht nicht enthält.</translation>
    </message>
    <message>
        <source>The review log was broken already when the report was made (%1).</source>
        <translation>Das Nachprüfprotokoll war schon bei der Erstellung des Berichts beschädigt (%1).</translation>
    </message>
    <message>
        <source>The review log is broken (%1, row %2).</source>
        <translation>Das Nachprüfprotokoll ist beschädigt (%1, Zeile %2).</translation>
    </message>
    <message>
        <source>The review log has another row %1 than the report, or none.</source>
        <translation>Zeile %1 des Nachprüfprotokolls ist anders als im Bericht oder fehlt.</translation>
    </message>
    <message>
        <source>%1: not found in the folder, neither by its name nor by its bytes.</source>
        <translation>%1: im Ordner nicht gefunden, weder nach Namen noch nach Inhalt.</translation>
    </message>
    <message>
        <source>%1: can&apos;t be read. %2</source>
        <translation>%1: nicht lesbar. %2</translation>
    </message>
    <message>
        <source>%1: the image was changed, its bytes are not those that were inspected.</source>
        <translation>%1: Das Bild wurde geändert, seine Bytes sind nicht die damals geprüften.</translation>
    </message>
    <message>
        <source>%1: the report says %2, inspected again it is %3.</source>
        <translation>%1: laut Bericht %2, erneut geprüft %3.</translation>
    </message>
    <message>
        <source>%1: the report says a score of %2, inspected again it is %3.</source>
        <translation>%1: laut Bericht Score %2, erneut geprüft %3.</translation>
    </message>
    <message>
        <source>No model with the report&apos;s weights is on this computer (CLIP %1…, VCP %2…): name it with --model, or --clip and --vcp.</source>
        <translation>Auf diesem Rechner gibt es kein Modell mit den Gewichten des Berichts (CLIP %1…, VCP %2…): Geben Sie es mit --model oder mit --clip und --vcp an.</translation>
    </message>
    <message>
        <source>The model given isn&apos;t the one of the report: weights or options differ.</source>
        <translation>Das angegebene Modell ist nicht das des Berichts: Gewichte oder Optionen weichen ab.</translation>
    </message>
    <message>
        <source>The record of the review log&apos;s end is missing: whether rows were cut off can&apos;t be told.</source>
        <translation>Die Aufzeichnung über das Ende des Nachprüfprotokolls fehlt: Ob Zeilen abgeschnitten wurden, ist nicht feststellbar.</translation>
    </message>
    <message>
        <source>%1: could not be inspected when the report was made, so there is nothing to compare it with.</source>
        <translation>%1: konnte nicht geprüft werden, als der Bericht entstand, es gibt also nichts zum Vergleichen.</translation>
    </message>
</context>
<context>
    <name>ZoneLayer</name>
    <message>
        <source>Don&apos;t care</source>
        <translation>Ausschluss</translation>
    </message>
</context>
<context>
    <name>app::BaselinePresenter</name>
    <message>
        <source>Nothing was learned from the good parts. %1</source>
        <translation>Aus den Gutteilen wurde nichts gelernt. %1</translation>
    </message>
    <message>
        <source>Nothing was learned from the good parts: the recipe is another one meanwhile. Learn again.</source>
        <translation>Aus den Gutteilen wurde nichts gelernt: Inzwischen gilt ein anderes Rezept. Lernen Sie erneut.</translation>
    </message>
    <message numerus="yes">
        <source>Nothing was learned from the good parts: at most %n of them have pictures of one size, a part that is found in them and an answer of the model that is kept.</source>
        <translation>
            <numerusform>Aus den Gutteilen wurde nichts gelernt: Höchstens %n davon hat ein Bild gleicher Größe, ein darin gefundenes Teil und eine gespeicherte Antwort des Modells.</numerusform>
            <numerusform>Aus den Gutteilen wurde nichts gelernt: Höchstens %n davon haben Bilder gleicher Größe, ein darin gefundenes Teil und eine gespeicherte Antwort des Modells.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n good part(s) were left out of what was learned: their pictures have another size, the part was not found, or the model&apos;s answer is no longer kept.</source>
        <translation>
            <numerusform>%n Gutteil wurde beim Lernen ausgelassen: Sein Bild hat eine andere Größe, das Teil wurde nicht gefunden, oder die Antwort des Modells ist nicht mehr gespeichert.</numerusform>
            <numerusform>%n Gutteile wurden beim Lernen ausgelassen: Ihre Bilder haben eine andere Größe, das Teil wurde nicht gefunden, oder die Antwort des Modells ist nicht mehr gespeichert.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>app::BlindReviewDialog</name>
    <message>
        <source>Say who judges: the verdicts are kept under that name.</source>
        <translation>Geben Sie an, wer urteilt: Die Urteile werden unter diesem Namen aufbewahrt.</translation>
    </message>
    <message>
        <source>No parts are open: open a folder first.</source>
        <translation>Es sind keine Teile geöffnet: Öffnen Sie zuerst einen Ordner.</translation>
    </message>
    <message numerus="yes">
        <source>%n part(s) have not been read yet: wait for the inspection, or go on with it.</source>
        <translation>
            <numerusform>%n Teil wurde noch nicht gelesen: Warten Sie die Prüfung ab oder setzen Sie sie fort.</numerusform>
            <numerusform>%n Teile wurden noch nicht gelesen: Warten Sie die Prüfung ab oder setzen Sie sie fort.</numerusform>
        </translation>
    </message>
    <message>
        <source>There is no part that others have decided and %1 has not judged yet: accept and reject parts first, or choose all.</source>
        <translation>Es gibt kein Teil, über das andere entschieden haben und das %1 noch nicht beurteilt hat: Nehmen Sie zuerst Teile an oder weisen Sie sie zurück, oder wählen Sie alle.</translation>
    </message>
    <message>
        <source>%1 has judged every part that is open.</source>
        <translation>%1 hat alle geöffneten Teile beurteilt.</translation>
    </message>
    <message numerus="yes">
        <source>%n part(s) will be shown, by chance and in an order by chance.</source>
        <translation>
            <numerusform>Gezeigt wird %n Teil, zufällig ausgewählt.</numerusform>
            <numerusform>Gezeigt werden %n Teile, zufällig ausgewählt und in zufälliger Reihenfolge.</numerusform>
        </translation>
    </message>
    <message>
        <source>Opening…</source>
        <translation>Wird geöffnet…</translation>
    </message>
    <message>
        <source>Part %1 of %2</source>
        <translation>Teil %1 von %2</translation>
    </message>
    <message>
        <source>This picture can&apos;t be shown</source>
        <translation>Dieses Bild kann nicht gezeigt werden</translation>
    </message>
    <message>
        <source>Skip it.</source>
        <translation>Überspringen Sie es.</translation>
    </message>
    <message>
        <source>&amp;Go On…</source>
        <translation>&amp;Fortsetzen…</translation>
    </message>
    <message>
        <source>&amp;Judge More…</source>
        <translation>Weiter be&amp;urteilen…</translation>
    </message>
    <message numerus="yes">
        <source>%1 has judged %n of the open parts blind.</source>
        <translation>
            <numerusform>%1 hat %n der geöffneten Teile blind beurteilt.</numerusform>
            <numerusform>%1 hat %n der geöffneten Teile blind beurteilt.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n part(s) of this series are left. How far people agree is best looked at when all are judged: whoever knows it judges otherwise.</source>
        <translation>
            <numerusform>In dieser Reihe ist noch %n Teil übrig. Die Übereinstimmung sieht man sich am besten an, wenn alle beurteilt sind: Wer sie kennt, urteilt anders.</numerusform>
            <numerusform>In dieser Reihe sind noch %n Teile übrig. Die Übereinstimmung sieht man sich am besten an, wenn alle beurteilt sind: Wer sie kennt, urteilt anders.</numerusform>
        </translation>
    </message>
    <message>
        <source>A kappa of 1 is full agreement, 0 no more than chance would give; people who disagree on a part can&apos;t ask a machine to get it right.</source>
        <translation>Kappa 1 ist volle Übereinstimmung, 0 nicht mehr als Zufall; worüber Menschen uneins sind, das kann keine Maschine richtig machen.</translation>
    </message>
    <message>
        <source>Where every verdict is the same, there is no kappa.</source>
        <translation>Wo alle Urteile gleich sind, gibt es kein Kappa.</translation>
    </message>
    <message numerus="yes">
        <source>The machine neither passes nor fails %n of them: there it is not compared.</source>
        <translation>
            <numerusform>Bei %n davon urteilt die Maschine weder i. O. noch n. i. O.: Dort wird nicht verglichen.</numerusform>
            <numerusform>Bei %n davon urteilt die Maschine weder i. O. noch n. i. O.: Dort wird nicht verglichen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Show the %n Part(s) That &amp;Differ</source>
        <translation>
            <numerusform>%n abwei&amp;chendes Teil zeigen</numerusform>
            <numerusform>%n abwei&amp;chende Teile zeigen</numerusform>
        </translation>
    </message>
    <message>
        <source>Blind Review</source>
        <translation>Blindprüfung</translation>
    </message>
    <message>
        <source>Another person judges parts without seeing what the machine or anybody else said of them. It decides nothing, is kept in the review log, and says how far people agree: no machine can be asked for more. Whoever judges should not have seen these parts&apos; verdicts.</source>
        <translation>Eine andere Person beurteilt Teile, ohne zu sehen, was die Maschine oder jemand anderes dazu gesagt hat. Das entscheidet nichts, steht im Nachprüfprotokoll und sagt, wie weit Menschen übereinstimmen: Mehr kann von keiner Maschine verlangt werden. Wer urteilt, sollte die Urteile über diese Teile nicht kennen.</translation>
    </message>
    <message>
        <source>&amp;Who judges</source>
        <translation>&amp;Wer urteilt</translation>
    </message>
    <message>
        <source>&amp;Parts</source>
        <translation>&amp;Teile</translation>
    </message>
    <message>
        <source>that others have decided</source>
        <translation>über die andere entschieden haben</translation>
    </message>
    <message>
        <source>all that are open</source>
        <translation>alle geöffneten</translation>
    </message>
    <message>
        <source>&amp;At most</source>
        <translation>&amp;Höchstens</translation>
    </message>
    <message>
        <source>all of them</source>
        <translation>alle</translation>
    </message>
    <message>
        <source>&amp;Begin</source>
        <translation>&amp;Beginnen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Good (A)</source>
        <translation>Gut (A)</translation>
    </message>
    <message>
        <source>Not Good (R)</source>
        <translation>Nicht gut (R)</translation>
    </message>
    <message>
        <source>Skip (S)</source>
        <translation>Überspringen (S)</translation>
    </message>
    <message>
        <source>Back (Backspace)</source>
        <translation>Zurück (Rücktaste)</translation>
    </message>
    <message>
        <source>End (Esc)</source>
        <translation>Beenden (Esc)</translation>
    </message>
    <message>
        <source>What has been said is kept</source>
        <translation>Was gesagt wurde, bleibt erhalten</translation>
    </message>
    <message>
        <source>How far people agree</source>
        <translation>Wie weit Menschen übereinstimmen</translation>
    </message>
    <message>
        <source>&amp;Show Agreement</source>
        <translation>Übereinstimmung &amp;zeigen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>app::BlindReviewPresenter</name>
    <message>
        <source>parts that %1 judged otherwise</source>
        <translation>Teile, die %1 anders beurteilt hat</translation>
    </message>
</context>
<context>
    <name>app::CanvasPresenter</name>
    <message>
        <source>Drop part images or a folder here</source>
        <translation>Bilder von Teilen oder einen Ordner hier ablegen</translation>
    </message>
    <message>
        <source>Every image is inspected at once, on this computer. There is nothing to train and nothing to set up.</source>
        <translation>Jedes Bild wird sofort geprüft, auf diesem Rechner. Kein Training und keine Einrichtung sind nötig.</translation>
    </message>
    <message>
        <source>Open Sample Parts</source>
        <translation>Beispielteile öffnen</translation>
    </message>
    <message>
        <source>Opening %1…</source>
        <translation>%1 wird geöffnet…</translation>
    </message>
    <message>
        <source>This picture can&apos;t be shown</source>
        <translation>Dieses Bild kann nicht angezeigt werden</translation>
    </message>
    <message>
        <source>Waiting for the model.</source>
        <translation>Warten auf das Modell.</translation>
    </message>
</context>
<context>
    <name>app::CheckerboardDialog</name>
    <message>
        <source>Choose a picture of a checkerboard, or drop it on the line above.</source>
        <translation>Wählen Sie ein Bild eines Schachbretts, oder lassen Sie es auf die Zeile oben fallen.</translation>
    </message>
    <message>
        <source>Looking for a checkerboard…</source>
        <translation>Ein Schachbrett wird gesucht…</translation>
    </message>
    <message>
        <source>%1 × %2 corners, a square is %3 px wide.</source>
        <translation>%1 × %2 Ecken, ein Feld ist %3 px breit.</translation>
    </message>
    <message>
        <source>%1 mm per pixel.</source>
        <translation>%1 mm je Pixel.</translation>
    </message>
    <message>
        <source>Type how wide a square is in reality.</source>
        <translation>Geben Sie ein, wie breit ein Feld in Wirklichkeit ist.</translation>
    </message>
    <message>
        <source>This picture has %1 × %2 px, the part %3 × %4: the scale holds only if one camera took both, at one size.</source>
        <translation>Dieses Bild hat %1 × %2 px, das Teil %3 × %4: Der Maßstab gilt nur, wenn eine Kamera beide in einer Größe aufgenommen hat.</translation>
    </message>
    <message>
        <source>Calibrate by a Checkerboard</source>
        <translation>Mit einem Schachbrett kalibrieren</translation>
    </message>
    <message>
        <source>Lay a printed or etched checkerboard where the parts lie, as level as they do, and take its picture with the same camera.</source>
        <translation>Legen Sie ein gedrucktes oder geätztes Schachbrett dorthin, wo die Teile liegen, so eben wie sie, und nehmen Sie es mit derselben Kamera auf.</translation>
    </message>
    <message>
        <source>&amp;Picture of the board</source>
        <translation>&amp;Bild des Schachbretts</translation>
    </message>
    <message>
        <source>Picture of the board</source>
        <translation>Bild des Schachbretts</translation>
    </message>
    <message>
        <source>&amp;Width of a square</source>
        <translation>B&amp;reite eines Felds</translation>
    </message>
    <message>
        <source> mm</source>
        <translation> mm</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>nicht bekannt</translation>
    </message>
    <message>
        <source>The board&apos;s corners on its picture</source>
        <translation>Die Ecken des Schachbretts auf seinem Bild</translation>
    </message>
    <message>
        <source>&amp;Calibrate</source>
        <translation>&amp;Kalibrieren</translation>
    </message>
    <message>
        <source>On the board that changes by %1 at most: lengths there are right to as much.</source>
        <translation>Auf dem Brett ändert sich das um höchstens %1: So genau sind Längen dort.</translation>
    </message>
    <message>
        <source>On the board that changes by up to %1, and lengths are no more exact: the camera looks at it askew, the lens bends the picture, or pixels are not square.</source>
        <translation>Auf dem Brett ändert sich das um bis zu %1, und genauer sind Längen nicht: Die Kamera sieht schräg darauf, das Objektiv verzeichnet, oder Pixel sind nicht quadratisch.</translation>
    </message>
    <message>
        <source>It covers %1 of the picture; what is beyond it was not measured.</source>
        <translation>Es bedeckt %1 des Bildes; was außerhalb liegt, wurde nicht gemessen.</translation>
    </message>
</context>
<context>
    <name>app::CheckerboardPresenter</name>
    <message>
        <source>There is no checkerboard on this picture: it has to lie whole in it, lit evenly, with at least 4 × 4 squares of %1 px or more.</source>
        <translation>Auf diesem Bild ist kein Schachbrett: Es muss ganz darin liegen, gleichmäßig beleuchtet, mit mindestens 4 × 4 Feldern von %1 px oder mehr.</translation>
    </message>
</context>
<context>
    <name>app::DevicePicker</name>
    <message>
        <source>%1 (simulated)</source>
        <translation>%1 (simuliert)</translation>
    </message>
    <message>
        <source>%1 (not connected)</source>
        <translation>%1 (nicht verbunden)</translation>
    </message>
    <message>
        <source>Looking for cameras…</source>
        <translation>Kameras werden gesucht…</translation>
    </message>
    <message>
        <source>Re&amp;fresh</source>
        <translation>Aktualisie&amp;ren</translation>
    </message>
    <message>
        <source>Looks for cameras again.</source>
        <translation>Sucht erneut nach Kameras.</translation>
    </message>
    <message>
        <source>Choose a camera</source>
        <translation>Kamera wählen</translation>
    </message>
</context>
<context>
    <name>app::EvaluatePresenter</name>
    <message numerus="yes">
        <source>Done. %n image(s) or mask(s) could not be read: they stand in the notes.</source>
        <translation>
            <numerusform>Fertig. %n Bild oder Maske war nicht lesbar: siehe Hinweise.</numerusform>
            <numerusform>Fertig. %n Bilder oder Masken waren nicht lesbar: siehe Hinweise.</numerusform>
        </translation>
    </message>
    <message>
        <source>Done.</source>
        <translation>Fertig.</translation>
    </message>
    <message>
        <source>Cancelled. The figures of the first model stand.</source>
        <translation>Abgebrochen. Die Kennzahlen des ersten Modells gelten.</translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <translation>Abgebrochen.</translation>
    </message>
    <message>
        <source>%1 (in use)</source>
        <translation>%1 (in Gebrauch)</translation>
    </message>
    <message>
        <source>Export the Figures into a Folder</source>
        <translation>Kennzahlen in einen Ordner exportieren</translation>
    </message>
    <message>
        <source>The figures are in “%1”.</source>
        <translation>Die Kennzahlen sind in „%1“.</translation>
    </message>
</context>
<context>
    <name>app::EvaluateWindow</name>
    <message>
        <source>Evaluating…</source>
        <translation>Auswertung läuft…</translation>
    </message>
    <message>
        <source>The figures stand here when the last image has been through the model.</source>
        <translation>Die Kennzahlen erscheinen hier, wenn das letzte Bild durch das Modell gelaufen ist.</translation>
    </message>
    <message>
        <source>No figures yet</source>
        <translation>Noch keine Kennzahlen</translation>
    </message>
    <message>
        <source>Choose a data set whose defects are known and press Start: the published figures of every product stand here, with their curves and the verdicts on every image.</source>
        <translation>Wählen Sie einen Datensatz, dessen Fehler bekannt sind, und drücken Sie „Starten“: Hier erscheinen die veröffentlichten Kennzahlen jedes Produkts, mit Kurven und den Urteilen über jedes Bild.</translation>
    </message>
    <message>
        <source>Evaluate</source>
        <translation>Auswerten</translation>
    </message>
</context>
<context>
    <name>app::EvaluatedImageModel</name>
    <message>
        <source>Image</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>Defect</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Image score</source>
        <translation>Bild-Score</translation>
    </message>
</context>
<context>
    <name>app::EvaluationResults</name>
    <message>
        <source>In points of per cent: the second model minus the first.</source>
        <translation>In Prozentpunkten: zweites minus erstes Modell.</translation>
    </message>
    <message>
        <source>In per cent. PRO is the published code&apos;s, AUPRO MVTec&apos;s exact one up to a false positive rate of 0.3.</source>
        <translation>In Prozent. PRO wie im veröffentlichten Code, AUPRO exakt nach MVTec bis zu einer Falsch-Positiv-Rate von 0,3.</translation>
    </message>
    <message numerus="yes">
        <source>%1 (%2): %n image(s).</source>
        <comment>name of the cell, what it holds</comment>
        <translation>
            <numerusform>%1 (%2): %n Bild.</numerusform>
            <numerusform>%1 (%2): %n Bilder.</numerusform>
        </translation>
    </message>
    <message>
        <source>A double click or Enter shows one in the main window.</source>
        <translation>Ein Doppelklick oder die Eingabetaste zeigt eines im Hauptfenster.</translation>
    </message>
    <message>
        <source>Model %1, %2 pixels, alpha %3, sigma %4</source>
        <translation>Modell %1, %2 Pixel, Alpha %3, Sigma %4</translation>
    </message>
    <message>
        <source>There are too many pixels for this computer&apos;s memory: pixel figures but for PRO come from 65,536 levels of the score.</source>
        <translation>Für den Speicher dieses Rechners sind es zu viele Pixel: Pixel-Kennzahlen außer PRO stammen aus 65.536 Stufen des Scores.</translation>
    </message>
    <message>
        <source>&amp;Notes (%1)</source>
        <translation>&amp;Hinweise (%1)</translation>
    </message>
    <message>
        <source>&amp;Notes</source>
        <translation>&amp;Hinweise</translation>
    </message>
    <message>
        <source>&amp;Figures of</source>
        <translation>Kennzahlen &amp;von</translation>
    </message>
    <message>
        <source>Figures of %1</source>
        <translation>Kennzahlen von %1</translation>
    </message>
    <message>
        <source>Whose figures</source>
        <translation>Wessen Kennzahlen</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>&amp;Exportieren…</translation>
    </message>
    <message>
        <source>C&amp;urves</source>
        <translation>&amp;Kurven</translation>
    </message>
    <message>
        <source>&amp;Verdicts</source>
        <translation>&amp;Urteile</translation>
    </message>
    <message>
        <source>&amp;Types of Defect</source>
        <translation>&amp;Fehlerarten</translation>
    </message>
    <message>
        <source>Figures of each product</source>
        <translation>Kennzahlen jedes Produkts</translation>
    </message>
    <message>
        <source>Figures of each type of defect</source>
        <translation>Kennzahlen jeder Fehlerart</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Hinweise</translation>
    </message>
    <message>
        <source>Second minus first</source>
        <translation>Zweites minus erstes</translation>
    </message>
    <message>
        <source>Images are scored by the model&apos;s own rule, by which verdicts are given.</source>
        <translation>Der Score der Bilder folgt der eigenen Regel des Modells, nach der geurteilt wird.</translation>
    </message>
    <message>
        <source>Images are scored as published.</source>
        <translation>Der Score der Bilder ist wie veröffentlicht.</translation>
    </message>
    <message>
        <source>Writes figures as CSV and JSON, curves, every image with its verdict, and a report as PDF into a folder</source>
        <translation>Schreibt Kennzahlen als CSV und JSON, Kurven, jedes Bild mit seinem Urteil und einen Bericht als PDF in einen Ordner</translation>
    </message>
</context>
<context>
    <name>app::EvaluationSetup</name>
    <message>
        <source>Data set</source>
        <translation>Datensatz</translation>
    </message>
    <message>
        <source>A folder with good and defective images and masks of the defects: MVTec AD, VisA and a dozen others, or your own.</source>
        <translation>Ein Ordner mit guten und fehlerhaften Bildern und Masken der Fehler: MVTec AD, VisA und ein Dutzend weitere, oder ein eigener.</translation>
    </message>
    <message>
        <source>Looking at the folder…</source>
        <translation>Ordner wird angesehen…</translation>
    </message>
    <message>
        <source>“%1”, read as %2.</source>
        <translation>„%1“, gelesen als %2.</translation>
    </message>
    <message>
        <source>“%1”, layout %2, told by %3.</source>
        <translation>„%1“, Layout %2, erkannt an %3.</translation>
    </message>
    <message>
        <source>It would also fit: %1.</source>
        <translation>Auch passend: %1.</translation>
    </message>
    <message numerus="yes">
        <source>%n problem(s) of the data set</source>
        <translation>
            <numerusform>%n Problem des Datensatzes</numerusform>
            <numerusform>%n Probleme des Datensatzes</numerusform>
        </translation>
    </message>
    <message>
        <source>No model is loaded.</source>
        <translation>Es ist kein Modell geladen.</translation>
    </message>
    <message>
        <source>Tick a product.</source>
        <translation>Haken Sie ein Produkt an.</translation>
    </message>
    <message>
        <source>No image here is known to be good or defective: there is nothing to evaluate.</source>
        <translation>Von keinem Bild hier ist bekannt, ob es gut oder fehlerhaft ist: Es gibt nichts auszuwerten.</translation>
    </message>
    <message numerus="yes">
        <source>%n image(s) would be evaluated.</source>
        <translation>
            <numerusform>%n Bild würde ausgewertet.</numerusform>
            <numerusform>%n Bilder würden ausgewertet.</numerusform>
        </translation>
    </message>
    <message>
        <source>Loading %1… %2 %</source>
        <translation>%1 wird geladen… %2 %</translation>
    </message>
    <message>
        <source>%1: working out the last figures…</source>
        <translation>%1: letzte Kennzahlen werden berechnet…</translation>
    </message>
    <message>
        <source>%1: image %2 of %3</source>
        <translation>%1: Bild %2 von %3</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>how far, how long</comment>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>&amp;Data set</source>
        <translation>&amp;Datensatz</translation>
    </message>
    <message>
        <source>Drop a folder here</source>
        <translation>Ordner hier ablegen</translation>
    </message>
    <message>
        <source>Use the Sample Pa&amp;rts</source>
        <translation>Beispielteile &amp;nutzen</translation>
    </message>
    <message>
        <source>La&amp;yout</source>
        <translation>La&amp;yout</translation>
    </message>
    <message>
        <source>Found out by itself</source>
        <translation>Automatisch erkannt</translation>
    </message>
    <message>
        <source>&amp;Images</source>
        <translation>&amp;Bilder</translation>
    </message>
    <message>
        <source>Test images</source>
        <translation>Testbilder</translation>
    </message>
    <message>
        <source>Training images</source>
        <translation>Trainingsbilder</translation>
    </message>
    <message>
        <source>&amp;Model</source>
        <translation>&amp;Modell</translation>
    </message>
    <message>
        <source>&amp;Compare with</source>
        <translation>Ver&amp;gleichen mit</translation>
    </message>
    <message>
        <source>no other model</source>
        <translation>kein anderes Modell</translation>
    </message>
    <message>
        <source>&amp;Start</source>
        <translation>&amp;Starten</translation>
    </message>
    <message>
        <source>C&amp;ancel</source>
        <translation>&amp;Abbrechen</translation>
    </message>
    <message>
        <source>Progress of the evaluation</source>
        <translation>Fortschritt der Auswertung</translation>
    </message>
    <message>
        <source>What the data set holds</source>
        <translation>Inhalt des Datensatzes</translation>
    </message>
    <message>
        <source>Warnings</source>
        <translation>Warnungen</translation>
    </message>
    <message>
        <source>Problems of the data set</source>
        <translation>Probleme des Datensatzes</translation>
    </message>
    <message>
        <source>State of the evaluation</source>
        <translation>Stand der Auswertung</translation>
    </message>
    <message>
        <source>Score of an ima&amp;ge</source>
        <translation>Bi&amp;ld-Score</translation>
    </message>
    <message>
        <source>as published</source>
        <translation>wie veröffentlicht</translation>
    </message>
    <message>
        <source>the model&apos;s own, by which verdicts are given</source>
        <translation>der des Modells, nach dem geurteilt wird</translation>
    </message>
    <message>
        <source>Ta&amp;ke off what good ones show</source>
        <translation>Gu&amp;tteil-Referenz abziehen</translation>
    </message>
    <message>
        <source>From at least five good training images of a product it is learned what good parts show at each place, and taken off:
what the recipe&apos;s “Good parts” are worth for this product. Figures are not zero-shot then.</source>
        <translation>Aus mindestens fünf guten Trainingsbildern eines Produkts wird gelernt, was Gutteile an jeder Stelle zeigen, und dies abgezogen:
was „Gutteile“ im Rezept für dieses Produkt bringt. Die Kennzahlen sind dann nicht mehr Zero-Shot.</translation>
    </message>
</context>
<context>
    <name>app::EvaluationTableModel</name>
    <message>
        <source>pixel IoU</source>
        <translation>Pixel-IoU</translation>
    </message>
    <message>
        <source>Area under the ROC of all pixels</source>
        <translation>Fläche unter der ROC-Kurve aller Pixel</translation>
    </message>
    <message>
        <source>Per-region overlap as the published code counts it, up to a false positive rate of 0.3</source>
        <translation>Überlappung je Region, gezählt wie im veröffentlichten Code, bis zu einer Falsch-Positiv-Rate von 0,3</translation>
    </message>
    <message>
        <source>Per-region overlap as MVTec counts it, up to a false positive rate of 0.3</source>
        <translation>Überlappung je Region, gezählt wie bei MVTec, bis zu einer Falsch-Positiv-Rate von 0,3</translation>
    </message>
    <message>
        <source>Average precision of all pixels</source>
        <translation>Average Precision aller Pixel</translation>
    </message>
    <message>
        <source>Greatest F1 of all pixels over every limit</source>
        <translation>Größtes F1 aller Pixel über alle Grenzen</translation>
    </message>
    <message>
        <source>Intersection over union of the pixels at the limit of the greatest F1</source>
        <translation>Schnittmenge durch Vereinigung der Pixel an der Grenze mit dem größten F1</translation>
    </message>
    <message>
        <source>Area under the ROC of the image scores</source>
        <translation>Fläche unter der ROC-Kurve der Bild-Scores</translation>
    </message>
    <message>
        <source>Average precision of the image scores</source>
        <translation>Average Precision der Bild-Scores</translation>
    </message>
    <message>
        <source>Greatest F1 of the image scores over every limit</source>
        <translation>Größtes F1 der Bild-Scores über alle Grenzen</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>Mittel</translation>
    </message>
    <message>
        <source>unnamed</source>
        <translation>unbenannt</translation>
    </message>
    <message>
        <source>%1: second minus first, in points of per cent</source>
        <translation>%1: zweite minus erste, in Prozentpunkten</translation>
    </message>
    <message>
        <source>%1, in per cent</source>
        <translation>%1, in Prozent</translation>
    </message>
    <message>
        <source>Defect</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Product</source>
        <translation>Produkt</translation>
    </message>
    <message>
        <source>images</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>anomalous</source>
        <translation>anomal</translation>
    </message>
</context>
<context>
    <name>app::ExportDialog</name>
    <message>
        <source>There is none: inspections aren&apos;t kept.</source>
        <translation>Es gibt keinen: Prüfungen werden nicht aufbewahrt.</translation>
    </message>
    <message>
        <source>Not where something is left out: it holds paths and names.</source>
        <translation>Nicht, wenn etwas weggelassen wird: Er enthält Pfade und Namen.</translation>
    </message>
    <message>
        <source>A copy of all that was ever inspected and said. For SQLite.</source>
        <translation>Eine Kopie von allem, was je geprüft und dazu gesagt wurde. Für SQLite.</translation>
    </message>
    <message>
        <source>Nothing has been inspected yet.</source>
        <translation>Es wurde noch nichts geprüft.</translation>
    </message>
    <message>
        <source>There are no such parts.</source>
        <translation>Solche Teile gibt es nicht.</translation>
    </message>
    <message>
        <source>Nothing is chosen.</source>
        <translation>Es ist nichts gewählt.</translation>
    </message>
    <message>
        <source>No folder is chosen.</source>
        <translation>Es ist kein Ordner gewählt.</translation>
    </message>
    <message>
        <source>%1 of %2 parts are done.</source>
        <translation>%1 von %2 Teilen sind fertig.</translation>
    </message>
    <message numerus="yes">
        <source>%n more, all of them in export.json.</source>
        <translation>
            <numerusform>%n weiterer, alle stehen in export.json.</numerusform>
            <numerusform>%n weitere, alle stehen in export.json.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) written.</source>
        <translation>
            <numerusform>%n Datei geschrieben.</numerusform>
            <numerusform>%n Dateien geschrieben.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n thing(s) could not be exported:</source>
        <translation>
            <numerusform>%n Eintrag konnte nicht exportiert werden:</numerusform>
            <numerusform>%n Einträge konnten nicht exportiert werden:</numerusform>
        </translation>
    </message>
    <message>
        <source>“%1” is there already and is not an export&apos;s. Nothing was written. Choose another folder, or an empty one.</source>
        <translation>„%1“ ist schon vorhanden und stammt nicht von einem Export. Es wurde nichts geschrieben. Wählen Sie einen anderen oder einen leeren Ordner.</translation>
    </message>
    <message>
        <source>Cancelled. Files of parts that were done stay in the folder; tables are as they were before.</source>
        <translation>Abgebrochen. Dateien fertiger Teile bleiben im Ordner; die Tabellen sind wie zuvor.</translation>
    </message>
    <message>
        <source>Export folder</source>
        <translation>Exportordner</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Export</translation>
    </message>
    <message>
        <source>E&amp;verything</source>
        <translation>&amp;Alles</translation>
    </message>
    <message>
        <source>P&amp;arts:</source>
        <translation>T&amp;eile:</translation>
    </message>
    <message>
        <source>&amp;Names:</source>
        <translation>&amp;Namen:</translation>
    </message>
    <message>
        <source>As they are shown, with folders</source>
        <translation>Wie angezeigt, mit Ordnern</translation>
    </message>
    <message>
        <source>Files, without folders</source>
        <translation>Dateien, ohne Ordner</translation>
    </message>
    <message>
        <source>Numbers instead of names</source>
        <translation>Nummern statt Namen</translation>
    </message>
    <message>
        <source>Leave out &amp;when files were changed</source>
        <translation>Änderungs&amp;zeiten der Dateien weglassen</translation>
    </message>
    <message>
        <source>Leave out who &amp;reviewed</source>
        <translation>Weglassen, wer nachge&amp;prüft hat</translation>
    </message>
    <message>
        <source>Pictures hold no EXIF data. Only the copy of the history tells where on this computer parts lie.</source>
        <translation>Bilder enthalten keine EXIF-Daten. Nur die Kopie des Verlaufs verrät, wo auf diesem Rechner die Teile liegen.</translation>
    </message>
    <message>
        <source>&amp;Folder:</source>
        <translation>&amp;Ordner:</translation>
    </message>
    <message>
        <source>Choose a folder, or drop one here</source>
        <translation>Ordner wählen oder hierher ziehen</translation>
    </message>
    <message>
        <source>Files of an earlier export are replaced, all others stay as they are.</source>
        <translation>Dateien eines früheren Exports werden ersetzt, alle anderen bleiben, wie sie sind.</translation>
    </message>
    <message>
        <source>&amp;Open Folder</source>
        <translation>Ordner ö&amp;ffnen</translation>
    </message>
    <message>
        <source>&amp;Export</source>
        <translation>E&amp;xportieren</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>&amp;Table of parts</source>
        <translation>&amp;Teiletabelle</translation>
    </message>
    <message>
        <source>A line for each part: verdicts, score, counts, review. For Excel, LibreOffice, pandas.</source>
        <translation>Eine Zeile je Teil: Urteile, Score, Anzahlen, Nachprüfung. Für Excel, LibreOffice, pandas.</translation>
    </message>
    <message>
        <source>Table of &amp;defects</source>
        <translation>Fehlerta&amp;belle</translation>
    </message>
    <message>
        <source>A line for each defect: size, place, class, zone. For the same.</source>
        <translation>Eine Zeile je Fehler: Größe, Ort, Klasse, Zone. Für dieselben Programme.</translation>
    </message>
    <message>
        <source>Report as &amp;JSON</source>
        <translation>Bericht als &amp;JSON</translation>
    </message>
    <message>
        <source>All figures, the recipe and the review log, sealed. For programs.</source>
        <translation>Alle Zahlen, das Rezept und das Nachprüfprotokoll, versiegelt. Für Programme.</translation>
    </message>
    <message>
        <source>&amp;COCO</source>
        <translation>&amp;COCO</translation>
    </message>
    <message>
        <source>Outlines of all defects in one file. For training, FiftyOne, CVAT.</source>
        <translation>Umrisse aller Fehler in einer Datei. Für Training, FiftyOne, CVAT.</translation>
    </message>
    <message>
        <source>&amp;labelme</source>
        <translation>&amp;labelme</translation>
    </message>
    <message>
        <source>A file of outlines for each part. For labelme, X-AnyLabeling.</source>
        <translation>Eine Datei mit Umrissen je Teil. Für labelme, X-AnyLabeling.</translation>
    </message>
    <message>
        <source>&amp;Masks</source>
        <translation>&amp;Masken</translation>
    </message>
    <message>
        <source>A grey picture of each part: 0 background, 128 review, 255 fail. PNG.</source>
        <translation>Ein Graubild je Teil: 0 Hintergrund, 128 Nachprüfen, 255 n. i. O. PNG.</translation>
    </message>
    <message>
        <source>Overla&amp;ys</source>
        <translation>Überla&amp;gerungen</translation>
    </message>
    <message>
        <source>Each part&apos;s picture with heat and outlines, at full size. PNG.</source>
        <translation>Das Bild jedes Teils mit Heatmap und Umrissen, in voller Größe. PNG.</translation>
    </message>
    <message>
        <source>&amp;Heat maps</source>
        <translation>&amp;Heatmaps</translation>
    </message>
    <message>
        <source>Each part&apos;s heat in numbers from 0 to 1: float TIFF. For ImageJ, Python.</source>
        <translation>Die Heatmap jedes Teils in Zahlen von 0 bis 1: Float-TIFF. Für ImageJ, Python.</translation>
    </message>
    <message>
        <source>H&amp;istory</source>
        <translation>Ve&amp;rlauf</translation>
    </message>
    <message>
        <source>All inspected parts (%1)</source>
        <translation>Alle geprüften Teile (%1)</translation>
    </message>
    <message>
        <source>Those that the list shows (%1)</source>
        <translation>Die in der Liste gezeigten (%1)</translation>
    </message>
    <message>
        <source>Those that fail in the end (%1)</source>
        <translation>Die am Ende n. i. O. sind (%1)</translation>
    </message>
</context>
<context>
    <name>app::ExportPresenter</name>
    <message>
        <source>Waiting until every part is judged under the present limits…</source>
        <translation>Warten, bis jedes Teil nach den jetzigen Grenzen beurteilt ist…</translation>
    </message>
    <message>
        <source>Waiting for the review log…</source>
        <translation>Warten auf das Nachprüfprotokoll…</translation>
    </message>
    <message numerus="yes">
        <source>%n thing(s) said in reviews couldn&apos;t be written to the review log yet: its rows in the export lack them.</source>
        <translation>
            <numerusform>%n Angabe aus Nachprüfungen konnte noch nicht ins Nachprüfprotokoll geschrieben werden: Sie fehlt in dessen Zeilen im Export.</numerusform>
            <numerusform>%n Angaben aus Nachprüfungen konnten noch nicht ins Nachprüfprotokoll geschrieben werden: Sie fehlen in dessen Zeilen im Export.</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing was exported: there are no such parts any more.</source>
        <translation>Nichts wurde exportiert: Solche Teile gibt es nicht mehr.</translation>
    </message>
    <message>
        <source>Nothing was exported: the parts, the model, the recipe or its tiles have changed meanwhile. Start the export again.</source>
        <translation>Nichts wurde exportiert: Teile, Modell, Rezept oder dessen Kacheln sind inzwischen andere. Starten Sie den Export noch einmal.</translation>
    </message>
</context>
<context>
    <name>app::FileField</name>
    <message>
        <source>Drop a file here</source>
        <translation>Datei hierher ziehen</translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation>Durchsuchen…</translation>
    </message>
    <message>
        <source>Browse for %1</source>
        <translation>Durchsuchen: %1</translation>
    </message>
    <message>
        <source>Weights (*.pt *.pth *.bin *.safetensors);;All files (*)</source>
        <translation>Gewichte (*.pt *.pth *.bin *.safetensors);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Choose the %1</source>
        <translation>Auswählen: %1</translation>
    </message>
    <message>
        <source>Images (*.png *.jpg *.jpeg *.bmp *.tif *.tiff *.webp);;All files (*)</source>
        <translation>Bilder (*.png *.jpg *.jpeg *.bmp *.tif *.tiff *.webp);;Alle Dateien (*)</translation>
    </message>
</context>
<context>
    <name>app::FineTuneDialog</name>
    <message>
        <source>Data set</source>
        <translation>Datensatz</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>Wird gestoppt…</translation>
    </message>
    <message>
        <source>No model is loaded.</source>
        <translation>Es ist kein Modell geladen.</translation>
    </message>
    <message>
        <source>A folder with good and defective images and masks of the defects: MVTec AD, VisA and a dozen others, or your own.</source>
        <translation>Ein Ordner mit Bildern von Gut- und Schlechtteilen und Masken der Fehler: MVTec AD, VisA und ein Dutzend andere oder Ihr eigener.</translation>
    </message>
    <message>
        <source>&amp;Go On</source>
        <translation>&amp;Fortsetzen</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>&amp;Pause</translation>
    </message>
    <message>
        <source>Starting: the data set is read and the model is loaded.</source>
        <translation>Start: Der Datensatz wird gelesen und das Modell geladen.</translation>
    </message>
    <message>
        <source>Paused. The training keeps its memory; “Go On” continues at once.</source>
        <translation>Angehalten. Das Training behält seinen Speicher; „Fortsetzen“ führt es sofort weiter.</translation>
    </message>
    <message>
        <source>Epoch %1 of %2, step %3 of %4, loss %5. %6</source>
        <translation>Epoche %1 von %2, Schritt %3 von %4, Verlust %5. %6</translation>
    </message>
    <message>
        <source>Judging validation image %1 of %2…</source>
        <translation>Validierungsbild %1 von %2 wird beurteilt…</translation>
    </message>
    <message>
        <source>The validation images can&apos;t tell whether the trained model is better: they need good and defective parts with masks.</source>
        <translation>Die Validierungsbilder können nicht sagen, ob das trainierte Modell besser ist: Dazu braucht es Gutteile und Schlechtteile mit Masken.</translation>
    </message>
    <message>
        <source>Better on the validation images: pixel AP %1, before %2.</source>
        <translation>Besser auf den Validierungsbildern: Pixel-AP %1, zuvor %2.</translation>
    </message>
    <message>
        <source>Not better on the validation images: pixel AP %1, before %2. Discarding it is the safe choice.</source>
        <translation>Nicht besser auf den Validierungsbildern: Pixel-AP %1, zuvor %2. Verwerfen ist die sichere Wahl.</translation>
    </message>
    <message>
        <source>Image AUROC %1, before %2.</source>
        <translation>Bild-AUROC %1, zuvor %2.</translation>
    </message>
    <message>
        <source>The images are too few to tell the two models&apos; verdicts apart (McNemar&apos;s test, p = %1).</source>
        <translation>Es sind zu wenige Bilder, um die Urteile der beiden Modelle zu unterscheiden (McNemar-Test, p = %1).</translation>
    </message>
    <message>
        <source>Ended early after epoch %1: it got no better. Epoch %2 was the best and is kept.</source>
        <translation>Vorzeitig beendet nach Epoche %1: Es wurde nicht mehr besser. Epoche %2 war die beste und wird behalten.</translation>
    </message>
    <message>
        <source>Done: %1 epochs. Epoch %2 was the best and is kept.</source>
        <translation>Fertig: %1 Epochen. Epoche %2 war die beste und wird behalten.</translation>
    </message>
    <message>
        <source>Stopped. What it had learned up to the last whole epoch is kept: start it again with the same settings to go on.</source>
        <translation>Gestoppt. Was bis zur letzten vollen Epoche gelernt wurde, bleibt erhalten: Zum Fortsetzen mit denselben Einstellungen neu starten.</translation>
    </message>
    <message>
        <source>Fine-Tune</source>
        <translation>Nachtrainieren</translation>
    </message>
    <message>
        <source>Begins with</source>
        <translation>Beginnt mit</translation>
    </message>
    <message>
        <source>&amp;Data set</source>
        <translation>&amp;Datensatz</translation>
    </message>
    <message>
        <source>&amp;Name of the new model</source>
        <translation>&amp;Name des neuen Modells</translation>
    </message>
    <message>
        <source>&amp;Epochs</source>
        <translation>&amp;Epochen</translation>
    </message>
    <message>
        <source>&amp;Images a step</source>
        <translation>&amp;Bilder je Schritt</translation>
    </message>
    <message>
        <source>&amp;Learning rate</source>
        <translation>&amp;Lernrate</translation>
    </message>
    <message>
        <source>never</source>
        <translation>nie</translation>
    </message>
    <message>
        <source>after </source>
        <comment>followed by a number of epochs</comment>
        <translation>nach </translation>
    </message>
    <message>
        <source> epochs without a better one</source>
        <translation> Epochen ohne Verbesserung</translation>
    </message>
    <message>
        <source>Share of the data set that is not learned from: the training is judged by it.</source>
        <translation>Anteil des Datensatzes, aus dem nicht gelernt wird: An ihm wird das Training beurteilt.</translation>
    </message>
    <message>
        <source>Published: 0.00004, for MVTec AD 0.00002. Higher learns faster and forgets more.</source>
        <translation>Veröffentlicht: 0,00004, für MVTec AD 0,00002. Höher lernt schneller und vergisst mehr.</translation>
    </message>
    <message>
        <source>&amp;Start</source>
        <translation>&amp;Starten</translation>
    </message>
    <message>
        <source>St&amp;op</source>
        <translation>St&amp;oppen</translation>
    </message>
    <message>
        <source>&amp;Keep and Use</source>
        <translation>Be&amp;halten und nutzen</translation>
    </message>
    <message>
        <source>Disca&amp;rd</source>
        <translation>Ver&amp;werfen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Vary the images while learning (turned, brighter, noisier, &amp;blurred)</source>
        <translation>Bilder beim Lernen &amp;variieren (gedreht, heller, verrauschter, unscharf)</translation>
    </message>
    <message>
        <source>Drop a folder here</source>
        <translation>Ordner hierher ziehen</translation>
    </message>
    <message>
        <source>Checking: the data set is read, and a step is tried.</source>
        <translation>Vorabprüfung: Der Datensatz wird gelesen und ein Schritt versucht.</translation>
    </message>
    <message>
        <source>Checked: this machine may have too little memory for it.</source>
        <translation>Vorab geprüft: Dieser Rechner hat dafür womöglich zu wenig Speicher.</translation>
    </message>
    <message>
        <source>Checked: ready to start.</source>
        <translation>Vorab geprüft: bereit zum Start.</translation>
    </message>
    <message>
        <source>The check was stopped.</source>
        <translation>Die Vorabprüfung wurde gestoppt.</translation>
    </message>
    <message>
        <source>Take the Re&amp;viewed Parts of the History</source>
        <translation>Nach&amp;geprüfte Teile des Verlaufs nehmen</translation>
    </message>
    <message>
        <source>What people have said on the desk, by label or verdict, becomes a data set. Masks are taken from where the parts&apos; data sets keep them.</source>
        <translation>Was Personen am Prüfplatz gesagt haben, als Einstufung oder Urteil, wird zum Datensatz. Masken werden von dort genommen, wo die Datensätze der Teile sie ablegen.</translation>
    </message>
    <message>
        <source>Valida&amp;tion</source>
        <translation>Val&amp;idierung</translation>
    </message>
    <message>
        <source>Stop earl&amp;y</source>
        <translation>Vor&amp;zeitig beenden</translation>
    </message>
    <message>
        <source>&amp;Check</source>
        <translation>Vor&amp;ab prüfen</translation>
    </message>
    <message>
        <source>Reads the data and tries a step: what it holds, and how much memory and time the training would take. Nothing is trained.</source>
        <translation>Liest die Daten und versucht einen Schritt: was sie enthalten und wie viel Speicher und Zeit das Training bräuchte. Es wird nichts trainiert.</translation>
    </message>
    <message>
        <source>Worse on the validation images. Discarding it is the safe choice.</source>
        <translation>Auf den Validierungsbildern schlechter. Verwerfen ist die sichere Wahl.</translation>
    </message>
    <message>
        <source>Pixel AP is better on the validation images, %1, before %2, but the verdicts are worse. Discarding it is the safe choice.</source>
        <translation>Die Pixel-AP ist auf den Validierungsbildern besser, %1, zuvor %2, aber die Urteile sind schlechter. Verwerfen ist die sichere Wahl.</translation>
    </message>
    <message>
        <source>Its verdicts are better: right only now %1, right only before %2 (McNemar&apos;s test, p = %3).</source>
        <translation>Seine Urteile sind besser: nur jetzt richtig %1, nur vorher richtig %2 (McNemar-Test, p = %3).</translation>
    </message>
    <message>
        <source>Its verdicts are worse: right only now %1, right only before %2 (McNemar&apos;s test, p = %3).</source>
        <translation>Seine Urteile sind schlechter: nur jetzt richtig %1, nur vorher richtig %2 (McNemar-Test, p = %3).</translation>
    </message>
</context>
<context>
    <name>app::FineTunePresenter</name>
    <message numerus="yes">
        <source>Memory ran out: from now on %n image(s) go through the model at once. The steps stay the same.</source>
        <translation>
            <numerusform>Der Speicher reichte nicht: Ab jetzt geht %n Bild auf einmal durch das Modell. Die Schritte bleiben gleich.</numerusform>
            <numerusform>Der Speicher reichte nicht: Ab jetzt gehen %n Bilder auf einmal durch das Modell. Die Schritte bleiben gleich.</numerusform>
        </translation>
    </message>
    <message>
        <source>Looking at the folder…</source>
        <translation>Der Ordner wird angesehen…</translation>
    </message>
    <message>
        <source>Layout %1: %2 with %3, %4 of them defective, %5 with a mask.</source>
        <translation>Layout %1: %2, %3, davon %4 fehlerhaft, %5 mit Maske.</translation>
    </message>
    <message numerus="yes">
        <source>%n product(s)</source>
        <translation>
            <numerusform>%n Produkt</numerusform>
            <numerusform>%n Produkte</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n image(s)</source>
        <translation>
            <numerusform>%n Bild</numerusform>
            <numerusform>%n Bilder</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n defective image(s) have no mask and are left out.</source>
        <translation>
            <numerusform>%n fehlerhaftes Bild hat keine Maske und wird weggelassen.</numerusform>
            <numerusform>%n fehlerhafte Bilder haben keine Maske und werden weggelassen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Only boxes say where the defects are: the model would learn boxes.</source>
        <translation>Nur Rechtecke sagen, wo die Fehler sind: Das Modell würde Rechtecke lernen.</translation>
    </message>
    <message>
        <source>Without masks there is nothing to learn from.</source>
        <translation>Ohne Masken gibt es nichts, woraus gelernt werden kann.</translation>
    </message>
    <message>
        <source>The model “%1” is kept and in use.</source>
        <translation>Das Modell „%1“ ist behalten und in Gebrauch.</translation>
    </message>
    <message>
        <source>Discarded. The model used so far stays in use.</source>
        <translation>Verworfen. Das bisherige Modell bleibt in Gebrauch.</translation>
    </message>
    <message>
        <source>Gathering the reviewed parts…</source>
        <translation>Nachgeprüfte Teile werden gesammelt…</translation>
    </message>
    <message>
        <source>The model “%1” is kept. The desk is locked: the model used so far stays in use.</source>
        <translation>Das Modell „%1“ ist behalten. Der Arbeitsplatz ist gesperrt: Das bisherige Modell bleibt in Gebrauch.</translation>
    </message>
</context>
<context>
    <name>app::FlipModel</name>
    <message>
        <source>good</source>
        <translation>gut</translation>
    </message>
    <message>
        <source>defective</source>
        <translation>fehlerhaft</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>Teil</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Vorher</translation>
    </message>
    <message>
        <source>After</source>
        <translation>Nachher</translation>
    </message>
    <message>
        <source>Region score</source>
        <translation>Regions-Score</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Einstufung</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
</context>
<context>
    <name>app::GaugeDialog</name>
    <message>
        <source>pictures of “%1”</source>
        <translation>Bilder von „%1“</translation>
    </message>
    <message>
        <source>Waiting for the inspection</source>
        <translation>Warten auf die Prüfung</translation>
    </message>
    <message>
        <source>The study stands here as soon as its last picture is inspected.</source>
        <translation>Die Analyse steht hier, sobald ihr letztes Bild geprüft ist.</translation>
    </message>
    <message>
        <source>How repeatable is the measuring?</source>
        <translation>Wie wiederholbar ist die Messung?</translation>
    </message>
    <message>
        <source>Take pictures of some ten parts, good and defective ones, each of them two or three times: take the part out and put it in anew in between, as is done day by day. Where several people or stations do so, let each of them do it. Name the pictures by part, appraiser and time, such as “gear-07_anna_2.png”, open their folder and say above what the names are like.</source>
        <translation>Nehmen Sie etwa zehn Teile auf, Gut- und Schlechtteile, jedes zwei- oder dreimal: Nehmen Sie das Teil dazwischen heraus und legen Sie es neu ein, wie im Alltag. Wo mehrere Personen oder Stationen dies tun, lassen Sie jede von ihnen aufnehmen. Benennen Sie die Bilder nach Teil, Prüfer und Durchgang, etwa „gear-07_anna_2.png“, öffnen Sie ihren Ordner und geben Sie oben an, wie die Namen aufgebaut sind.</translation>
    </message>
    <message>
        <source>Gauge Study</source>
        <translation>Messsystemanalyse</translation>
    </message>
    <message>
        <source>&amp;Names</source>
        <translation>&amp;Namen</translation>
    </message>
    <message>
        <source>What the names of the pictures are like, without the ending: {part}, {appraiser} and {trial} stand for what differs, * for anything.
Folders are part of a name: {appraiser}/{part}_{trial}.</source>
        <translation>Wie die Namen der Bilder aufgebaut sind, ohne Endung: {part}, {appraiser} und {trial} stehen für das, was sich unterscheidet (Teil, Prüfer, Durchgang), * für Beliebiges.
Ordner gehören zum Namen: {appraiser}/{part}_{trial}.</translation>
    </message>
    <message>
        <source>&amp;Measure</source>
        <translation>&amp;Messgröße</translation>
    </message>
    <message>
        <source>&amp;Tolerance</source>
        <translation>&amp;Toleranz</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>What the measure may differ by, upper minus lower limit: the measuring is held against it, too</source>
        <translation>Um wie viel die Messgröße abweichen darf, obere minus untere Grenze: Auch daran wird die Messung gemessen</translation>
    </message>
    <message>
        <source>Gauge R&amp;&amp;R</source>
        <translation>Gauge R&amp;&amp;R</translation>
    </message>
    <message>
        <source>Analysis of Variance</source>
        <translation>Varianzanalyse</translation>
    </message>
    <message>
        <source>Verdicts</source>
        <translation>Urteile</translation>
    </message>
    <message>
        <source>Enter or a double click shows a part&apos;s pictures in the list</source>
        <translation>Eingabetaste oder Doppelklick zeigt die Bilder eines Teils in der Liste</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>&amp;Exportieren…</translation>
    </message>
    <message>
        <source>All values of the study as a table (CSV)</source>
        <translation>Alle Werte der Studie als Tabelle (CSV)</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>&amp;Report…</source>
        <translation>&amp;Bericht…</translation>
    </message>
    <message>
        <source>The study, the recipe and the verdicts as a sealed PDF</source>
        <translation>Studie, Rezept und Urteile als versiegeltes PDF</translation>
    </message>
    <message numerus="yes">
        <source>%n part(s) are judged anew: what stands here is of the limits before.</source>
        <translation>
            <numerusform>%n Teil wird neu beurteilt: Die Angaben hier gelten noch für die vorherigen Grenzen.</numerusform>
            <numerusform>%n Teile werden neu beurteilt: Die Angaben hier gelten noch für die vorherigen Grenzen.</numerusform>
        </translation>
    </message>
    <message>
        <source>The inspection stands still</source>
        <translation>Die Prüfung steht still</translation>
    </message>
    <message>
        <source>The study needs all of its pictures: inspect the remaining ones (Inspect menu).</source>
        <translation>Die Studie braucht alle ihre Bilder: Prüfen Sie die übrigen (Menü „Prüfen“).</translation>
    </message>
</context>
<context>
    <name>app::GaugePresenter</name>
    <message>
        <source>Export the Study</source>
        <translation>Studie exportieren</translation>
    </message>
    <message>
        <source>Tables (*.csv)</source>
        <translation>Tabellen (*.csv)</translation>
    </message>
    <message>
        <source>The study could not be exported. %1</source>
        <translation>Die Studie konnte nicht exportiert werden. %1</translation>
    </message>
    <message>
        <source>Values written to “%1”: %2</source>
        <translation>In „%1“ geschriebene Werte: %2</translation>
    </message>
    <message numerus="yes">
        <source>Saved as “%1”, %n page(s).</source>
        <translation>
            <numerusform>Als „%1“ gespeichert, %n Seite.</numerusform>
            <numerusform>Als „%1“ gespeichert, %n Seiten.</numerusform>
        </translation>
    </message>
    <message>
        <source>The report could not be written. %1</source>
        <translation>Der Bericht konnte nicht geschrieben werden. %1</translation>
    </message>
    <message>
        <source>Save the Report of the Study</source>
        <translation>Bericht der Studie speichern</translation>
    </message>
    <message>
        <source>PDF (*.pdf)</source>
        <translation>PDF (*.pdf)</translation>
    </message>
    <message>
        <source>Waiting until every part is judged under the present limits…</source>
        <translation>Warten, bis jedes Teil nach den jetzigen Grenzen beurteilt ist…</translation>
    </message>
    <message>
        <source>There is no study to report any more.</source>
        <translation>Es gibt keine Studie mehr, über die zu berichten wäre.</translation>
    </message>
    <message>
        <source>Nothing was saved: the parts, the model, the recipe or its tiles have changed meanwhile. Save the report again.</source>
        <translation>Nichts wurde gespeichert: Teile, Modell, Rezept oder dessen Kacheln sind inzwischen andere. Speichern Sie den Bericht noch einmal.</translation>
    </message>
    <message>
        <source>Writing the report…</source>
        <translation>Bericht wird geschrieben…</translation>
    </message>
    <message>
        <source>The study could not be worked out. %1</source>
        <translation>Die Studie konnte nicht berechnet werden. %1</translation>
    </message>
    <message>
        <source>The review log couldn&apos;t be read, and the report leaves it out. %1</source>
        <translation>Das Nachprüfprotokoll ist nicht lesbar, der Bericht lässt es weg. %1</translation>
    </message>
    <message>
        <source>Waiting for the review log…</source>
        <translation>Warten auf das Nachprüfprotokoll…</translation>
    </message>
    <message numerus="yes">
        <source>%n thing(s) said in reviews couldn&apos;t be written to the review log yet: the report&apos;s entries lack them.</source>
        <translation>
            <numerusform>%n Angabe aus Nachprüfungen konnte noch nicht ins Nachprüfprotokoll geschrieben werden: Sie fehlt in den Einträgen des Berichts.</numerusform>
            <numerusform>%n Angaben aus Nachprüfungen konnten noch nicht ins Nachprüfprotokoll geschrieben werden: Sie fehlen in den Einträgen des Berichts.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>app::HistoryPresenter</name>
    <message>
        <source>The history can&apos;t be written. %1 What you say is kept meanwhile and written as soon as it works.</source>
        <translation>Der Verlauf kann nicht geschrieben werden. %1 Ihre Angaben werden solange aufbewahrt und geschrieben, sobald es wieder geht.</translation>
    </message>
    <message>
        <source>The history was damaged. It lies now at “%1”, nothing was deleted, and a new one was begun.</source>
        <translation>Der Verlauf war beschädigt. Er liegt jetzt unter „%1“, nichts wurde gelöscht, und ein neuer wurde begonnen.</translation>
    </message>
    <message>
        <source>The history was brought up to date. The one before lies at “%1”.</source>
        <translation>Der Verlauf wurde auf den neuen Stand gebracht. Der bisherige liegt unter „%1“.</translation>
    </message>
    <message>
        <source>Not everything is saved</source>
        <translation>Nicht alles ist gespeichert</translation>
    </message>
    <message numerus="yes">
        <source>%n thing(s) that you said can&apos;t be written to the history.</source>
        <translation>
            <numerusform>%n Ihrer Angaben kann nicht in den Verlauf geschrieben werden.</numerusform>
            <numerusform>%n Ihrer Angaben können nicht in den Verlauf geschrieben werden.</numerusform>
        </translation>
    </message>
    <message>
        <source>Make room on the disk and cancel, or close without them.</source>
        <translation>Schaffen Sie Platz auf dem Datenträger und brechen Sie ab, oder schließen Sie ohne diese Angaben.</translation>
    </message>
    <message>
        <source>Close Anyway</source>
        <translation>Trotzdem schließen</translation>
    </message>
    <message>
        <source>Review Log</source>
        <translation>Nachprüfprotokoll</translation>
    </message>
    <message>
        <source>Inspections can&apos;t be kept. %1 They are shown all the same, and kept as soon as it works.</source>
        <translation>Prüfungen können nicht gespeichert werden. %1 Sie werden trotzdem angezeigt und gespeichert, sobald es wieder geht.</translation>
    </message>
    <message>
        <source>The review log isn&apos;t as this program left it. %1</source>
        <translation>Das Nachprüfprotokoll ist nicht mehr so, wie dieses Programm es hinterlassen hat. %1</translation>
    </message>
</context>
<context>
    <name>app::JudgingBench</name>
    <message>
        <source>Scores</source>
        <translation>Scores</translation>
    </message>
    <message>
        <source>Trend</source>
        <translation>Trend</translation>
    </message>
    <message>
        <source>Pareto</source>
        <translation>Pareto</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Wo</translation>
    </message>
    <message>
        <source>Sizes</source>
        <translation>Größen</translation>
    </message>
    <message>
        <source>All Defects</source>
        <translation>Alle Fehler</translation>
    </message>
    <message>
        <source>Your Name</source>
        <translation>Ihr Name</translation>
    </message>
    <message>
        <source>Every verdict of yours is kept in the review log under this name:</source>
        <translation>Jedes Ihrer Urteile wird unter diesem Namen im Nachprüfprotokoll festgehalten:</translation>
    </message>
</context>
<context>
    <name>app::LabelNextDialog</name>
    <message>
        <source>Number</source>
        <translation>Anzahl</translation>
    </message>
    <message>
        <source>Drawn, labelled</source>
        <translation>Gezogen, eingestuft</translation>
    </message>
    <message>
        <source>Of these</source>
        <translation>Davon</translation>
    </message>
    <message>
        <source>Of all, with 95 % confidence</source>
        <translation>Von allen, mit 95 % Vertrauen</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>3 defective</comment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>&amp;Show the Next</source>
        <translation>Nächste &amp;zeigen</translation>
    </message>
    <message numerus="yes">
        <source>&amp;Show the Next %n</source>
        <translation>
            <numerusform>Nächstes &amp;zeigen (%n)</numerusform>
            <numerusform>Nächste %n &amp;zeigen</numerusform>
        </translation>
    </message>
    <message>
        <source>No parts are open: open a folder first.</source>
        <translation>Es sind keine Teile geöffnet: Öffnen Sie zuerst einen Ordner.</translation>
    </message>
    <message>
        <source>Label them in the main window: G good, B defective, U takes a label back.</source>
        <translation>Stufen Sie sie im Hauptfenster ein: G gut, B fehlerhaft, U nimmt die Einstufung zurück.</translation>
    </message>
    <message>
        <source>There are none of these parts.</source>
        <translation>Solche Teile gibt es nicht.</translation>
    </message>
    <message numerus="yes">
        <source>To show that at most %1 of these parts are %2, label %n more drawn one(s), if none of them is.</source>
        <translation>
            <numerusform>Um zu zeigen, dass höchstens %1 dieser Teile %2 sind, ist noch %n gezogenes Teil einzustufen, sofern es das nicht ist.</numerusform>
            <numerusform>Um zu zeigen, dass höchstens %1 dieser Teile %2 sind, sind noch %n gezogene Teile einzustufen, sofern keines davon es ist.</numerusform>
        </translation>
    </message>
    <message>
        <source>Label Next</source>
        <translation>Als Nächstes einstufen</translation>
    </message>
    <message>
        <source>&amp;Label</source>
        <translation>&amp;Einstufen</translation>
    </message>
    <message>
        <source>parts that pass, drawn by chance</source>
        <translation>i. O.-Teile, zufällig gezogen</translation>
    </message>
    <message>
        <source>parts to be reviewed, drawn by chance</source>
        <translation>nachzuprüfende Teile, zufällig gezogen</translation>
    </message>
    <message>
        <source>parts that fail, drawn by chance</source>
        <translation>n. i. O.-Teile, zufällig gezogen</translation>
    </message>
    <message>
        <source>all parts, drawn by chance</source>
        <translation>alle Teile, zufällig gezogen</translation>
    </message>
    <message>
        <source>parts nearest to the fail limit</source>
        <translation>Teile, die der Fehlergrenze am nächsten sind</translation>
    </message>
    <message>
        <source>&amp;At a time</source>
        <translation>&amp;Auf einmal</translation>
    </message>
    <message>
        <source>&amp;Goal: at most</source>
        <translation>Ziel: &amp;höchstens</translation>
    </message>
    <message>
        <source> %</source>
        <translation> %</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>What the labels say of all parts</source>
        <translation>Was die Einstufungen über alle Teile sagen</translation>
    </message>
    <message>
        <source>More of these parts are known to be %2 than the goal allows: with these limits it isn&apos;t reached.</source>
        <translation>Von mehr Teilen, als das Ziel erlaubt, ist bekannt, dass sie %2 sind: Mit diesen Grenzen wird es nicht erreicht.</translation>
    </message>
    <message>
        <source>It is known that at most %1 of these parts are %2.</source>
        <translation>Es ist bekannt, dass höchstens %1 dieser Teile %2 sind.</translation>
    </message>
    <message>
        <source>It is known that none of these parts is %2.</source>
        <translation>Es ist bekannt, dass keines dieser Teile %2 ist.</translation>
    </message>
    <message numerus="yes">
        <source>To show that none of these parts is %2, label %n more drawn one(s), if none of them is.</source>
        <translation>
            <numerusform>Um zu zeigen, dass keines dieser Teile %2 ist, ist noch %n gezogenes Teil einzustufen, sofern es das nicht ist.</numerusform>
            <numerusform>Um zu zeigen, dass keines dieser Teile %2 ist, sind noch %n gezogene Teile einzustufen, sofern keines davon es ist.</numerusform>
        </translation>
    </message>
    <message>
        <source>Parts</source>
        <translation>Teile</translation>
    </message>
    <message>
        <source>No part has a verdict yet.</source>
        <translation>Noch hat kein Teil ein Urteil.</translation>
    </message>
    <message>
        <source>Every part with a verdict has a label.</source>
        <translation>Jedes Teil mit Urteil ist eingestuft.</translation>
    </message>
    <message>
        <source>Labels of parts near the limit tell where it belongs. As a sample they count only once their turn in the draw has come.</source>
        <translation>Die Einstufung von Teilen nahe der Grenze zeigt, wohin sie gehört. Als Stichprobe zählen sie erst, wenn sie in der Ziehung an der Reihe sind.</translation>
    </message>
    <message numerus="yes">
        <source>%n part(s) without a verdict count nowhere.</source>
        <translation>
            <numerusform>%n Teil ohne Urteil zählt nirgends.</numerusform>
            <numerusform>%n Teile ohne Urteil zählen nirgends.</numerusform>
        </translation>
    </message>
    <message>
        <source>It is shown with 95 % confidence that at most %1 of these parts are %2.</source>
        <translation>Es ist mit 95 % Vertrauen gezeigt, dass höchstens %1 dieser Teile %2 sind.</translation>
    </message>
    <message>
        <source>It is shown with 95 % confidence that none of these parts is %2.</source>
        <translation>Es ist mit 95 % Vertrauen gezeigt, dass keines dieser Teile %2 ist.</translation>
    </message>
    <message numerus="yes">
        <source>%n labelled part(s) wait for their turn in the draw, behind “%1”.</source>
        <translation>
            <numerusform>%n eingestuftes Teil wartet in der Ziehung hinter „%1“, bis es an der Reihe ist.</numerusform>
            <numerusform>%n eingestufte Teile warten in der Ziehung hinter „%1“, bis sie an der Reihe sind.</numerusform>
        </translation>
    </message>
    <message>
        <source>A few parts drawn by chance and labelled tell how many of all escape. Who is drawn follows from the files themselves: it is the same on every desk and nobody can choose. A label that was given for another reason counts once its turn has come. Limits may move, the draw goes on from what has a label; but zones, areas or maps that are fitted to the drawn parts make them say nothing of the others.</source>
        <translation>Wenige zufällig gezogene und eingestufte Teile sagen, wie viele von allen durchschlüpfen. Wer gezogen wird, folgt aus den Dateien selbst: Es ist an jedem Platz gleich, und niemand kann wählen. Eine Einstufung aus anderem Grund zählt, sobald sie an der Reihe ist. Grenzen dürfen sich verschieben, die Ziehung geht weiter; werden aber Zonen, Flächen oder Karten an die gezogenen Teile angepasst, sagen diese nichts mehr über die anderen.</translation>
    </message>
    <message>
        <source>How many of the parts drawn from may be what is looked for: the fewer, the more have to be labelled. It takes some more than the table&apos;s bound, so that it may be looked at after every label.</source>
        <translation>Wie viele der Teile, aus denen gezogen wird, das Gesuchte sein dürfen: je weniger, desto mehr sind einzustufen. Es braucht etwas mehr als die Schranke der Tabelle, damit nach jeder Einstufung nachgesehen werden darf.</translation>
    </message>
</context>
<context>
    <name>app::LabelNextPresenter</name>
    <message>
        <source>nearest to the fail limit</source>
        <translation>der Fehlergrenze am nächsten</translation>
    </message>
    <message>
        <source>drawn from: %1</source>
        <translation>gezogen aus: %1</translation>
    </message>
</context>
<context>
    <name>app::LimitSampleDialog</name>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>not classified</source>
        <translation>ohne Klasse</translation>
    </message>
    <message>
        <source>Still good: %1</source>
        <translation>Noch gut: %1</translation>
    </message>
    <message>
        <source>No longer good: %1</source>
        <translation>Nicht mehr gut: %1</translation>
    </message>
    <message>
        <source>There are no limit samples yet.</source>
        <translation>Es gibt noch keine Grenzmuster.</translation>
    </message>
    <message>
        <source>Choose a sample above.</source>
        <translation>Wählen Sie oben ein Muster.</translation>
    </message>
    <message>
        <source>Its part is not among those that are open.</source>
        <translation>Sein Teil ist nicht unter den geöffneten.</translation>
    </message>
    <message>
        <source>It &amp;Is Still Good</source>
        <translation>&amp;Ist noch gut</translation>
    </message>
    <message>
        <source>It &amp;Is No Longer Good</source>
        <translation>&amp;Ist nicht mehr gut</translation>
    </message>
    <message>
        <source>A square is %1 wide.</source>
        <translation>Ein Feld ist %1 breit.</translation>
    </message>
    <message>
        <source>Limit Samples</source>
        <translation>Grenzmuster</translation>
    </message>
    <message>
        <source>What people have agreed on: with these regions a part is still good, with those it no longer is. They lie in the recipe, go where it goes, and judge nothing by themselves: they are for the eye, when a region is to be decided, and for whoever sets the limits.</source>
        <translation>Worauf man sich geeinigt hat: Mit diesen Bereichen ist ein Teil noch gut, mit jenen nicht mehr. Sie liegen im Rezept, gehen mit ihm mit und beurteilen selbst nichts: Sie sind für das Auge da, wenn über einen Bereich zu entscheiden ist, und für alle, die Grenzen festlegen.</translation>
    </message>
    <message>
        <source>&amp;Class</source>
        <translation>&amp;Klasse</translation>
    </message>
    <message>
        <source>&amp;By</source>
        <translation>&amp;Nach</translation>
    </message>
    <message>
        <source>Sc&amp;ale</source>
        <translation>Maßst&amp;ab</translation>
    </message>
    <message>
        <source>fitting</source>
        <translation>passend</translation>
    </message>
    <message>
        <source>One scale for all: the same length is as long in every square</source>
        <translation>Ein Maßstab für alle: Dieselbe Länge ist in jedem Feld gleich lang</translation>
    </message>
    <message>
        <source>C&amp;orners</source>
        <translation>&amp;Ecken</translation>
    </message>
    <message>
        <source>Corners around the region that is meant</source>
        <translation>Ecken um den gemeinten Bereich</translation>
    </message>
    <message>
        <source>Region in the main window</source>
        <translation>Bereich im Hauptfenster</translation>
    </message>
    <message>
        <source>Chosen sample</source>
        <translation>Gewähltes Muster</translation>
    </message>
    <message>
        <source>Add as Still &amp;Good</source>
        <translation>Als noch gut &amp;hinzufügen</translation>
    </message>
    <message>
        <source>Add as &amp;No Longer Good</source>
        <translation>Als nich&amp;t mehr gut hinzufügen</translation>
    </message>
    <message>
        <source>Cla&amp;ss</source>
        <translation>K&amp;lasse</translation>
    </message>
    <message>
        <source>No&amp;te</source>
        <translation>N&amp;otiz</translation>
    </message>
    <message>
        <source>Sho&amp;w Part</source>
        <translation>Teil &amp;zeigen</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>Entfe&amp;rnen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Samples that are still good</source>
        <translation>Muster, die noch gut sind</translation>
    </message>
    <message>
        <source>Samples that are no longer good</source>
        <translation>Muster, die nicht mehr gut sind</translation>
    </message>
    <message>
        <source>None of this class</source>
        <translation>Keines dieser Klasse</translation>
    </message>
    <message>
        <source>Regions with which a part is still good</source>
        <translation>Bereiche, mit denen ein Teil noch gut ist</translation>
    </message>
    <message>
        <source>Regions with which a part is no longer good</source>
        <translation>Bereiche, mit denen ein Teil nicht mehr gut ist</translation>
    </message>
</context>
<context>
    <name>app::LimitSamplePresenter</name>
    <message>
        <source>still good</source>
        <translation>noch gut</translation>
    </message>
    <message>
        <source>no longer good</source>
        <translation>nicht mehr gut</translation>
    </message>
    <message>
        <source>%1: %2, since %3.</source>
        <comment>part, still good, date</comment>
        <translation>%1: %2, seit %3.</translation>
    </message>
    <message>
        <source>%1: %2, said %4 on %3.</source>
        <comment>part, still good, date, person</comment>
        <translation>%1: %2, festgelegt von %4 am %3.</translation>
    </message>
    <message>
        <source>Area %1, length %2, width %3, peak %4.</source>
        <translation>Fläche %1, Länge %2, Breite %3, Spitze %4.</translation>
    </message>
    <message>
        <source>Its picture in the recipe can&apos;t be read: remove it and add it again.</source>
        <translation>Sein Bild im Rezept ist nicht lesbar: Entfernen Sie es und fügen Sie es neu hinzu.</translation>
    </message>
    <message>
        <source>Without a model there is no recipe that samples could lie in.</source>
        <translation>Ohne Modell gibt es kein Rezept, in dem Muster liegen könnten.</translation>
    </message>
    <message>
        <source>The desk is locked: samples can only be looked at.</source>
        <translation>Der Arbeitsplatz ist gesperrt: Muster lassen sich nur ansehen.</translation>
    </message>
    <message numerus="yes">
        <source>A recipe holds %n limit sample(s) at most: remove one before you add another.</source>
        <translation>
            <numerusform>Ein Rezept fasst höchstens %n Grenzmuster: Entfernen Sie eines, bevor Sie ein anderes hinzufügen.</numerusform>
            <numerusform>Ein Rezept fasst höchstens %n Grenzmuster: Entfernen Sie eines, bevor Sie ein anderes hinzufügen.</numerusform>
        </translation>
    </message>
    <message>
        <source>No part is open.</source>
        <translation>Kein Teil ist geöffnet.</translation>
    </message>
    <message>
        <source>This part has no verdict yet.</source>
        <translation>Dieses Teil hat noch kein Urteil.</translation>
    </message>
    <message>
        <source>Nothing is found on this part.</source>
        <translation>Auf diesem Teil ist nichts gefunden.</translation>
    </message>
    <message>
        <source>The picture of this part isn&apos;t there.</source>
        <translation>Das Bild dieses Teils ist nicht da.</translation>
    </message>
    <message>
        <source>Region %1 of %2.</source>
        <translation>Bereich %1 von %2.</translation>
    </message>
    <message>
        <source>%1 %2.</source>
        <comment>Area 12 px²</comment>
        <translation>%1 %2.</translation>
    </message>
    <message>
        <source>It is a sample itself: still good.</source>
        <translation>Er ist selbst ein Muster: noch gut.</translation>
    </message>
    <message>
        <source>It is a sample itself: no longer good.</source>
        <translation>Er ist selbst ein Muster: nicht mehr gut.</translation>
    </message>
    <message>
        <source>%1: %2.</source>
        <comment>part, still good</comment>
        <translation>%1: %2.</translation>
    </message>
</context>
<context>
    <name>app::LiveActions</name>
    <message>
        <source>Start</source>
        <translation>Start</translation>
    </message>
    <message>
        <source>Open the source and judge its pictures</source>
        <translation>Quelle öffnen und ihre Bilder beurteilen</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Stopp</translation>
    </message>
    <message>
        <source>Stop and close the source</source>
        <translation>Anhalten und die Quelle schließen</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Take no more pictures until it is pressed again</source>
        <translation>Keine Bilder mehr aufnehmen, bis erneut gedrückt wird</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>Schritt</translation>
    </message>
    <message>
        <source>While paused: take one picture</source>
        <translation>In der Pause: ein Bild aufnehmen</translation>
    </message>
    <message>
        <source>Hold</source>
        <translation>Halten</translation>
    </message>
    <message>
        <source>Keep the last judged picture in view; judging goes on</source>
        <translation>Das zuletzt beurteilte Bild stehen lassen; die Beurteilung läuft weiter</translation>
    </message>
    <message>
        <source>Judge Now</source>
        <translation>Jetzt beurteilen</translation>
    </message>
    <message>
        <source>Judge the next picture as one part</source>
        <translation>Das nächste Bild als ein Teil beurteilen</translation>
    </message>
    <message>
        <source>Snapshot</source>
        <translation>Schnappschuss</translation>
    </message>
    <message>
        <source>Save the picture in view with heat, map and verdict</source>
        <translation>Das angezeigte Bild mit Heatmap, Karte und Urteil speichern</translation>
    </message>
    <message>
        <source>Judged Only</source>
        <translation>Nur beurteilte</translation>
    </message>
    <message>
        <source>Show judged pictures only, each with its own heat, instead of the running video</source>
        <translation>Nur beurteilte Bilder zeigen, jedes mit eigener Heatmap, statt des laufenden Videos</translation>
    </message>
    <message>
        <source>Heat</source>
        <translation>Heatmap</translation>
    </message>
    <message>
        <source>Show the heat over the picture (Space)</source>
        <translation>Heatmap über dem Bild zeigen (Leertaste)</translation>
    </message>
    <message>
        <source>Live Log</source>
        <translation>Live-Protokoll</translation>
    </message>
    <message>
        <source>List what was judged before</source>
        <translation>Bisherige Urteile auflisten</translation>
    </message>
</context>
<context>
    <name>app::LiveBanner</name>
    <message>
        <source>Change the settings and start again.</source>
        <translation>Ändern Sie die Einstellungen und starten Sie neu.</translation>
    </message>
    <message>
        <source>It is tried again by itself.</source>
        <translation>Ein neuer Versuch folgt von selbst.</translation>
    </message>
    <message>
        <source>Camera or light changed: good parts are no longer as bright or as sharp as the first ones.</source>
        <translation>Kamera oder Licht hat sich geändert: Gutteile sind nicht mehr so hell oder so scharf wie die ersten.</translation>
    </message>
    <message>
        <source>Good parts score otherwise than the first ones: the process changes, or what is seen of it.</source>
        <translation>Gutteile haben andere Scores als die ersten: Der Prozess ändert sich oder das, was davon zu sehen ist.</translation>
    </message>
    <message>
        <source>Part %1</source>
        <translation>Teil %1</translation>
    </message>
    <message>
        <source>Frame %1</source>
        <translation>Einzelbild %1</translation>
    </message>
    <message>
        <source>NOT JUDGED</source>
        <translation>NICHT BEURTEILT</translation>
    </message>
    <message>
        <source>READY</source>
        <translation>BEREIT</translation>
    </message>
    <message>
        <source>Waits for a part to come to rest in view.</source>
        <translation>Wartet, bis ein Teil im Bild zur Ruhe kommt.</translation>
    </message>
    <message>
        <source>Press T to judge what is in view.</source>
        <translation>Drücken Sie T, um zu beurteilen, was im Bild ist.</translation>
    </message>
    <message>
        <source>Waits for the camera&apos;s trigger.</source>
        <translation>Wartet auf den Trigger der Kamera.</translation>
    </message>
    <message>
        <source>The first picture is being judged.</source>
        <translation>Das erste Bild wird beurteilt.</translation>
    </message>
    <message>
        <source>Waits for the first picture.</source>
        <translation>Wartet auf das erste Bild.</translation>
    </message>
    <message>
        <source>STOPPED</source>
        <translation>GESTOPPT</translation>
    </message>
    <message>
        <source>Choose a source and press Start.</source>
        <translation>Wählen Sie eine Quelle und drücken Sie „Start“.</translation>
    </message>
    <message>
        <source>STOPPING…</source>
        <translation>WIRD GESTOPPT…</translation>
    </message>
    <message>
        <source>OPENING…</source>
        <translation>WIRD GEÖFFNET…</translation>
    </message>
    <message>
        <source>NO PICTURE</source>
        <translation>KEIN BILD</translation>
    </message>
    <message>
        <source>The camera is connected, but sends no picture. Check its trigger setting and the cable.</source>
        <translation>Die Kamera ist verbunden, sendet aber kein Bild. Prüfen Sie ihre Triggereinstellung und das Kabel.</translation>
    </message>
    <message>
        <source>BLACK</source>
        <translation>SCHWARZ</translation>
    </message>
    <message>
        <source>The picture is black: check the lens cap, the light and the exposure time.</source>
        <translation>Das Bild ist schwarz: Prüfen Sie Objektivdeckel, Licht und Belichtungszeit.</translation>
    </message>
    <message>
        <source>FROZEN</source>
        <translation>EINGEFROREN</translation>
    </message>
    <message>
        <source>The camera sends the same picture again and again: unplug it and plug it in again, or restart it.</source>
        <translation>Die Kamera sendet immer wieder dasselbe Bild: Stecken Sie sie ab und wieder an, oder starten Sie sie neu.</translation>
    </message>
    <message>
        <source>NO MODEL</source>
        <translation>KEIN MODELL</translation>
    </message>
    <message>
        <source>The model is being loaded; pictures are judged as soon as it is there.</source>
        <translation>Das Modell wird geladen; Bilder werden beurteilt, sobald es bereit ist.</translation>
    </message>
    <message>
        <source>PAUSED</source>
        <translation>PAUSE</translation>
    </message>
    <message>
        <source>Press P to go on.</source>
        <translation>Drücken Sie P, um fortzufahren.</translation>
    </message>
    <message>
        <source>END</source>
        <translation>ENDE</translation>
    </message>
</context>
<context>
    <name>app::LiveEvents</name>
    <message>
        <source>Opened: %1, %2</source>
        <translation>Geöffnet: %1, %2</translation>
    </message>
    <message>
        <source>The picture&apos;s size changed from %1 to %2. Zones are stretched to it.</source>
        <translation>Die Bildgröße hat sich von %1 auf %2 geändert. Die Zonen werden daran angepasst.</translation>
    </message>
    <message>
        <source>No picture comes any more.</source>
        <translation>Es kommt kein Bild mehr.</translation>
    </message>
    <message>
        <source>The end of the video.</source>
        <translation>Das Ende des Videos.</translation>
    </message>
    <message>
        <source>The clock jumped by %1 s: from now on times follow it as it is.</source>
        <translation>Die Uhr ist um %1 s gesprungen: Ab jetzt richten sich die Zeiten nach ihrem neuen Stand.</translation>
    </message>
    <message>
        <source>Camera or light changed.</source>
        <translation>Kamera oder Licht hat sich geändert.</translation>
    </message>
    <message>
        <source>Good parts score otherwise than the first ones.</source>
        <translation>Gutteile haben andere Scores als die ersten.</translation>
    </message>
</context>
<context>
    <name>app::LiveFiguresBar</name>
    <message>
        <source>Camera</source>
        <translation>Kamera</translation>
    </message>
    <message>
        <source>Pictures per second that the camera delivers</source>
        <translation>Bilder pro Sekunde, die die Kamera liefert</translation>
    </message>
    <message>
        <source>Judged</source>
        <translation>Beurteilt</translation>
    </message>
    <message>
        <source>Pictures per second that the model judges; the newest each time</source>
        <translation>Bilder pro Sekunde, die das Modell beurteilt; jeweils das neueste</translation>
    </message>
    <message>
        <source>Latency</source>
        <translation>Latenz</translation>
    </message>
    <message>
        <source>From the exposure of the last judged picture to its verdict</source>
        <translation>Von der Belichtung des zuletzt beurteilten Bildes bis zu seinem Urteil</translation>
    </message>
    <message>
        <source>Dropped</source>
        <translation>Verloren</translation>
    </message>
    <message>
        <source>Pictures that were lost on their way from the camera</source>
        <translation>Bilder, die auf dem Weg von der Kamera verloren gingen</translation>
    </message>
    <message>
        <source>Passed over</source>
        <translation>Übergangen</translation>
    </message>
    <message>
        <source>Pictures that were shown but not judged, because a newer one came before the model was free</source>
        <translation>Bilder, die gezeigt, aber nicht beurteilt wurden, weil ein neueres kam, bevor das Modell frei war</translation>
    </message>
    <message>
        <source>Missed parts</source>
        <translation>Verpasste Teile</translation>
    </message>
    <message>
        <source>Parts without a verdict: the next one came before the model was free</source>
        <translation>Teile ohne Urteil: Das nächste kam, bevor das Modell frei war</translation>
    </message>
    <message>
        <source>Pass · review · fail</source>
        <translation>i. O. · Nachprüfen · n. i. O.</translation>
    </message>
    <message>
        <source>Verdicts since the start</source>
        <translation>Urteile seit dem Start</translation>
    </message>
    <message>
        <source>Not judged</source>
        <translation>Nicht beurteilt</translation>
    </message>
    <message>
        <source>Pictures that could not be judged</source>
        <translation>Bilder, die nicht beurteilt werden konnten</translation>
    </message>
</context>
<context>
    <name>app::LiveLog</name>
    <message>
        <source>all the time</source>
        <translation>fortlaufend</translation>
    </message>
    <message>
        <source>interval</source>
        <translation>Intervall</translation>
    </message>
    <message>
        <source>part at rest</source>
        <translation>Teil in Ruhe</translation>
    </message>
    <message>
        <source>key</source>
        <translation>Taste</translation>
    </message>
    <message>
        <source>camera&apos;s input</source>
        <translation>Eingang der Kamera</translation>
    </message>
    <message>
        <source>the file was gone</source>
        <translation>die Datei war nicht mehr da</translation>
    </message>
    <message>
        <source>the file could not be read</source>
        <translation>die Datei konnte nicht gelesen werden</translation>
    </message>
    <message>
        <source>the file was empty</source>
        <translation>die Datei war leer</translation>
    </message>
    <message>
        <source>the file was being written</source>
        <translation>die Datei wurde gerade geschrieben</translation>
    </message>
    <message>
        <source>not an image that can be read</source>
        <translation>kein lesbares Bild</translation>
    </message>
    <message>
        <source>the image ends early</source>
        <translation>das Bild endet vorzeitig</translation>
    </message>
    <message>
        <source>the image is damaged</source>
        <translation>das Bild ist beschädigt</translation>
    </message>
    <message>
        <source>the picture is too large</source>
        <translation>das Bild ist zu groß</translation>
    </message>
    <message>
        <source>a kind of picture that is not supported</source>
        <translation>eine nicht unterstützte Bildart</translation>
    </message>
    <message>
        <source>the recipe draws outside the picture</source>
        <translation>das Rezept zeichnet außerhalb des Bildes</translation>
    </message>
    <message>
        <source>not enough memory</source>
        <translation>zu wenig Speicher</translation>
    </message>
    <message>
        <source>the model&apos;s device is not available</source>
        <translation>das Gerät des Modells ist nicht verfügbar</translation>
    </message>
    <message>
        <source>the model gave no number</source>
        <translation>das Modell lieferte keine Zahl</translation>
    </message>
    <message>
        <source>a library failed, see the log</source>
        <translation>Störung in einer Bibliothek, siehe Protokoll</translation>
    </message>
    <message>
        <source>a mistake of the program, see the log</source>
        <translation>ein Programmfehler, siehe Protokoll</translation>
    </message>
    <message>
        <source>Verdicts: %1</source>
        <translation>Urteile: %1</translation>
    </message>
    <message>
        <source>%1 pass</source>
        <translation>%1 i. O.</translation>
    </message>
    <message>
        <source>%1 review</source>
        <translation>%1 Nachprüfen</translation>
    </message>
    <message>
        <source>%1 fail</source>
        <translation>%1 n. i. O.</translation>
    </message>
    <message>
        <source>%1 not judged</source>
        <translation>%1 nicht beurteilt</translation>
    </message>
    <message>
        <source>the picture is too dark</source>
        <translation>das Bild ist zu dunkel</translation>
    </message>
    <message>
        <source>the picture is too bright</source>
        <translation>das Bild ist zu hell</translation>
    </message>
    <message>
        <source>the picture is out of focus</source>
        <translation>das Bild ist unscharf</translation>
    </message>
    <message>
        <source>the part was not found</source>
        <translation>das Teil wurde nicht gefunden</translation>
    </message>
    <message>
        <source>the part lay too far away</source>
        <translation>das Teil lag zu weit entfernt</translation>
    </message>
</context>
<context>
    <name>app::LiveLogDialog</name>
    <message>
        <source>Counting…</source>
        <translation>Wird gezählt…</translation>
    </message>
    <message>
        <source>Show New Verdicts: %1</source>
        <translation>Neue Urteile zeigen: %1</translation>
    </message>
    <message>
        <source>Live Log</source>
        <translation>Live-Protokoll</translation>
    </message>
    <message>
        <source>Re&amp;fresh</source>
        <translation>Akt&amp;ualisieren</translation>
    </message>
    <message>
        <source>Read the newest verdicts (F5)</source>
        <translation>Die neuesten Urteile lesen (F5)</translation>
    </message>
    <message>
        <source>&amp;Open Picture</source>
        <translation>Bild ö&amp;ffnen</translation>
    </message>
    <message>
        <source>Open the kept picture of the chosen verdict in the main window (Enter)</source>
        <translation>Das aufbewahrte Bild des gewählten Urteils im Hauptfenster öffnen (Eingabetaste)</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>&amp;Exportieren…</translation>
    </message>
    <message>
        <source>Write all verdicts that the filter shows into a table (CSV)</source>
        <translation>Alle Urteile, die der Filter zeigt, in eine Tabelle schreiben (CSV)</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Show in &amp;Folder</source>
        <translation>Im &amp;Ordner zeigen</translation>
    </message>
    <message>
        <source>&amp;Copy Rows</source>
        <translation>Zeilen &amp;kopieren</translation>
    </message>
    <message>
        <source>Verdicts</source>
        <translation>Urteile</translation>
    </message>
    <message>
        <source>Exporting</source>
        <translation>Export läuft</translation>
    </message>
</context>
<context>
    <name>app::LiveLogFilterBar</name>
    <message>
        <source>&amp;Result:</source>
        <translation>E&amp;rgebnis:</translation>
    </message>
    <message>
        <source>R&amp;un:</source>
        <translation>&amp;Lauf:</translation>
    </message>
    <message>
        <source>&amp;Time:</source>
        <translation>&amp;Zeit:</translation>
    </message>
    <message>
        <source>From</source>
        <comment>a time</comment>
        <translation>Von</translation>
    </message>
    <message>
        <source>to</source>
        <comment>a time</comment>
        <translation>bis</translation>
    </message>
    <message>
        <source>Any</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Störung</translation>
    </message>
    <message>
        <source>Any time</source>
        <translation>Beliebige Zeit</translation>
    </message>
    <message>
        <source>Last hour</source>
        <translation>Letzte Stunde</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Heute</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>Letzte 7 Tage</translation>
    </message>
    <message>
        <source>From … to …</source>
        <translation>Von … bis …</translation>
    </message>
    <message>
        <source>All runs</source>
        <translation>Alle Läufe</translation>
    </message>
    <message>
        <source>At or after</source>
        <translation>Ab</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Vor</translation>
    </message>
    <message>
        <source>Show &amp;All</source>
        <translation>&amp;Alle zeigen</translation>
    </message>
</context>
<context>
    <name>app::LiveLogModel</name>
    <message>
        <source>Error</source>
        <translation>Störung</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>Urteil</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>Score</translation>
    </message>
    <message>
        <source>Defects</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>Teil</translation>
    </message>
    <message>
        <source>Frame</source>
        <translation>Einzelbild</translation>
    </message>
    <message>
        <source>Trigger</source>
        <translation>Trigger</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>Latency, ms</source>
        <translation>Latenz, ms</translation>
    </message>
    <message>
        <source>What went wrong</source>
        <translation>Was schiefging</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Bild</translation>
    </message>
</context>
<context>
    <name>app::LiveLogPresenter</name>
    <message>
        <source>Exporting</source>
        <translation>Export läuft</translation>
    </message>
    <message>
        <source>Verdicts written to “%1”: %2</source>
        <translation>In „%1“ geschriebene Urteile: %2</translation>
    </message>
    <message>
        <source>Show in Folder</source>
        <translation>Im Ordner zeigen</translation>
    </message>
    <message>
        <source>The verdicts could not be exported. %1</source>
        <translation>Die Urteile konnten nicht exportiert werden. %1</translation>
    </message>
    <message>
        <source>The live log can&apos;t be read. %1</source>
        <translation>Das Live-Protokoll ist nicht lesbar. %1</translation>
    </message>
    <message>
        <source>No history yet</source>
        <translation>Noch kein Verlauf</translation>
    </message>
    <message>
        <source>Every verdict of the live view is kept in the history. There is none at “%1”: it is made when the program starts, on a disk that can be written.</source>
        <translation>Jedes Urteil der Live-Ansicht wird im Verlauf aufbewahrt. Unter „%1“ gibt es keinen: Er wird beim Programmstart auf einem beschreibbaren Datenträger angelegt.</translation>
    </message>
    <message>
        <source>The live log can&apos;t be read</source>
        <translation>Das Live-Protokoll ist nicht lesbar</translation>
    </message>
    <message>
        <source>No live verdict yet</source>
        <translation>Noch kein Live-Urteil</translation>
    </message>
    <message>
        <source>Every verdict of the live view is kept and listed here. Choose Inspect, Live in the main window and press Start.</source>
        <translation>Jedes Urteil der Live-Ansicht wird aufbewahrt und hier aufgelistet. Wählen Sie im Hauptfenster „Prüfen“, „Live“ und drücken Sie „Start“.</translation>
    </message>
    <message>
        <source>Nothing matches</source>
        <translation>Keine Treffer</translation>
    </message>
    <message>
        <source>No verdict fits result, run and time as they are chosen above. “Show All” takes the filter away.</source>
        <translation>Kein Urteil passt zu Ergebnis, Lauf und Zeit, wie oben gewählt. „Alle zeigen“ hebt den Filter auf.</translation>
    </message>
    <message>
        <source>No picture of this verdict was kept. Which pictures are kept is chosen in the live window, under Recording.</source>
        <translation>Zu diesem Urteil wurde kein Bild aufbewahrt. Welche Bilder aufbewahrt werden, wird im Live-Fenster unter „Aufzeichnung“ gewählt.</translation>
    </message>
    <message>
        <source>The picture “%1” isn&apos;t there: it is still being written, or could not be.</source>
        <translation>Das Bild „%1“ ist nicht da: Es wird noch geschrieben oder konnte nicht geschrieben werden.</translation>
    </message>
    <message>
        <source>The picture “%1” is no longer there. The oldest recordings go when their limits of size and age are reached; see the live window, under Recording.</source>
        <translation>Das Bild „%1“ ist nicht mehr da. Die ältesten Aufzeichnungen werden gelöscht, sobald ihre Grenzen für Größe und Alter erreicht sind; siehe „Aufzeichnung“ im Live-Fenster.</translation>
    </message>
    <message>
        <source>Export the Live Log</source>
        <translation>Live-Protokoll exportieren</translation>
    </message>
    <message>
        <source>Tables (*.csv)</source>
        <translation>Tabellen (*.csv)</translation>
    </message>
</context>
<context>
    <name>app::LivePicture</name>
    <message>
        <source>Held: frame %1. Press H to go on.</source>
        <translation>Angehalten: Bild %1. Weiter mit H.</translation>
    </message>
    <message>
        <source>Heat of %1 s ago</source>
        <translation>Heatmap von vor %1 s</translation>
    </message>
</context>
<context>
    <name>app::LivePresenter</name>
    <message>
        <source>Source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>When to Judge</source>
        <translation>Zeitpunkt der Beurteilung</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>Aufzeichnung</translation>
    </message>
    <message>
        <source>Outputs</source>
        <translation>Ausgaben</translation>
    </message>
    <message>
        <source>Pictures are not recorded: %1</source>
        <translation>Bilder werden nicht aufgezeichnet: %1</translation>
    </message>
    <message>
        <source>Verdicts wait for the history: %1</source>
        <translation>Urteile warten auf den Verlauf: %1</translation>
    </message>
    <message>
        <source>The disk is nearly full: no pictures are recorded until there is room. Verdicts go on.</source>
        <translation>Der Datenträger ist fast voll: Bis wieder Platz ist, werden keine Bilder aufgezeichnet. Die Beurteilung läuft weiter.</translation>
    </message>
    <message>
        <source>The program ended while %1 was being watched.</source>
        <translation>Das Programm endete, während %1 beobachtet wurde.</translation>
    </message>
    <message>
        <source>Start Again</source>
        <translation>Neu starten</translation>
    </message>
    <message>
        <source>The snapshot could not be saved: %1</source>
        <translation>Die Momentaufnahme konnte nicht gespeichert werden: %1</translation>
    </message>
    <message>
        <source>Saved with its evidence: %1</source>
        <translation>Mit Nachweisen gespeichert: %1</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>The limit of the recordings leaves no room for a picture: raise it, or choose another folder. Verdicts go on.</source>
        <translation>Die Grenze der Aufzeichnungen lässt keinen Platz für ein Bild: Heben Sie sie an, oder wählen Sie einen anderen Ordner. Die Urteile gehen weiter.</translation>
    </message>
    <message>
        <source>PLC</source>
        <translation>SPS</translation>
    </message>
</context>
<context>
    <name>app::LiveWindow</name>
    <message>
        <source>What Happened</source>
        <translation>Ereignisse</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>Live</translation>
    </message>
    <message>
        <source>Place in the video</source>
        <translation>Stelle im Video</translation>
    </message>
    <message>
        <source>Last verdicts</source>
        <translation>Letzte Urteile</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>Ereignisse</translation>
    </message>
    <message>
        <source>Nothing is watched</source>
        <translation>Es wird nichts beobachtet</translation>
    </message>
    <message>
        <source>Choose a camera, a stream, a video or a folder on the left and press Start. Everything stays on this computer.</source>
        <translation>Wählen Sie links eine Kamera, einen Stream, ein Video oder einen Ordner und drücken Sie „Start“. Alles bleibt auf diesem Rechner.</translation>
    </message>
    <message>
        <source>No picture yet</source>
        <translation>Noch kein Bild</translation>
    </message>
</context>
<context>
    <name>app::LockPresenter</name>
    <message>
        <source>Un&amp;lock…</source>
        <translation>Ents&amp;perren…</translation>
    </message>
    <message>
        <source>&amp;Lock…</source>
        <translation>S&amp;perren…</translation>
    </message>
    <message>
        <source>The desk is locked: recipe and model stay as they are. Recipe → Unlock… takes the code.</source>
        <translation>Der Arbeitsplatz ist gesperrt: Rezept und Modell bleiben, wie sie sind. Rezept → Entsperren… nimmt den Code entgegen.</translation>
    </message>
    <message>
        <source>The desk can&apos;t be locked yet: the recipe isn&apos;t saved. Golden parts are being checked, or wait for a reason; give it, or go back to the saved recipe.</source>
        <translation>Der Arbeitsplatz lässt sich noch nicht sperren: Das Rezept ist nicht gespeichert. Referenzteile werden noch geprüft oder warten auf eine Begründung; geben Sie sie, oder kehren Sie zum gespeicherten Rezept zurück.</translation>
    </message>
</context>
<context>
    <name>app::MainActions</name>
    <message>
        <source>&amp;Open Folder…</source>
        <translation>&amp;Ordner öffnen…</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Open &amp;Images…</source>
        <translation>&amp;Bilder öffnen…</translation>
    </message>
    <message>
        <source>Open &amp;Sample Parts</source>
        <translation>Beispiel&amp;teile öffnen</translation>
    </message>
    <message>
        <source>&amp;Clear List</source>
        <translation>&amp;Liste leeren</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>Been&amp;den</translation>
    </message>
    <message>
        <source>&amp;Heat</source>
        <translation>&amp;Heatmap</translation>
    </message>
    <message>
        <source>Heat (Space; hold to peek)</source>
        <translation>Heatmap (Leertaste; halten für kurzen Blick)</translation>
    </message>
    <message>
        <source>&amp;Contours</source>
        <translation>&amp;Konturen</translation>
    </message>
    <message>
        <source>&amp;More Heat</source>
        <translation>Heatmap &amp;stärker</translation>
    </message>
    <message>
        <source>&amp;Less Heat</source>
        <translation>Heatmap s&amp;chwächer</translation>
    </message>
    <message>
        <source>&amp;Fit</source>
        <translation>&amp;Einpassen</translation>
    </message>
    <message>
        <source>&amp;1:1</source>
        <translation>&amp;1:1</translation>
    </message>
    <message>
        <source>Zoom &amp;In</source>
        <translation>Ver&amp;größern</translation>
    </message>
    <message>
        <source>Zoom &amp;Out</source>
        <translation>Verklei&amp;nern</translation>
    </message>
    <message>
        <source>Hide &amp;Panels</source>
        <translation>&amp;Bereiche ausblenden</translation>
    </message>
    <message>
        <source>F&amp;ull Screen</source>
        <translation>&amp;Vollbild</translation>
    </message>
    <message>
        <source>&amp;Next Part</source>
        <translation>&amp;Nächstes Teil</translation>
    </message>
    <message>
        <source>&amp;Previous Part</source>
        <translation>&amp;Vorheriges Teil</translation>
    </message>
    <message>
        <source>Next &amp;Failing Part</source>
        <translation>Nächstes &amp;Teil n. i. O.</translation>
    </message>
    <message>
        <source>Previous F&amp;ailing Part</source>
        <translation>Vorheriges T&amp;eil n. i. O.</translation>
    </message>
    <message>
        <source>&amp;Inspect Remaining Parts</source>
        <translation>&amp;Übrige Teile prüfen</translation>
    </message>
    <message>
        <source>&amp;Cancel Inspection</source>
        <translation>Prüfung &amp;abbrechen</translation>
    </message>
    <message>
        <source>&amp;Models…</source>
        <translation>&amp;Modelle…</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>&amp;Keys</source>
        <translation>&amp;Tasten</translation>
    </message>
    <message>
        <source>Open &amp;Log Folder</source>
        <translation>&amp;Protokollordner öffnen</translation>
    </message>
    <message>
        <source>&amp;About</source>
        <translation>&amp;Info</translation>
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
        <translation>&amp;Grau</translation>
    </message>
    <message>
        <source>&amp;System</source>
        <translation>&amp;System</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>&amp;Hell</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>&amp;Dunkel</translation>
    </message>
    <message>
        <source>&amp;High Contrast</source>
        <translation>Hoher &amp;Kontrast</translation>
    </message>
    <message>
        <source>&amp;Zones</source>
        <translation>&amp;Zonen</translation>
    </message>
    <message>
        <source>Draw zones and don&apos;t-care areas (Z)</source>
        <translation>Zonen und Ausschlussbereiche zeichnen (Z)</translation>
    </message>
    <message>
        <source>Compa&amp;re</source>
        <translation>Ve&amp;rgleichen</translation>
    </message>
    <message>
        <source>Compare with the heat or a reference part (C)</source>
        <translation>Mit der Heatmap oder einem Referenzteil vergleichen (C)</translation>
    </message>
    <message>
        <source>&amp;Defects</source>
        <translation>&amp;Fehler</translation>
    </message>
    <message>
        <source>&amp;Accept Part</source>
        <translation>Teil annehm&amp;en</translation>
    </message>
    <message>
        <source>&amp;Reject Part</source>
        <translation>Teil &amp;ablehnen</translation>
    </message>
    <message>
        <source>&amp;Overrule the Machine</source>
        <translation>Maschine über&amp;stimmen</translation>
    </message>
    <message>
        <source>&amp;Take Verdict Back</source>
        <translation>U&amp;rteil zurücknehmen</translation>
    </message>
    <message>
        <source>Really &amp;Good</source>
        <translation>Tatsächlich &amp;gut</translation>
    </message>
    <message>
        <source>Really &amp;Defective</source>
        <translation>Tatsächlich fehlerha&amp;ft</translation>
    </message>
    <message>
        <source>Really &amp;Unknown</source>
        <translation>Tatsächlich &amp;unbekannt</translation>
    </message>
    <message>
        <source>&amp;Class of the Region…</source>
        <translation>&amp;Klasse der Region…</translation>
    </message>
    <message>
        <source>&amp;Note…</source>
        <translation>N&amp;otiz…</translation>
    </message>
    <message>
        <source>Ne&amp;xt Unreviewed Part</source>
        <translation>&amp;Nächstes nicht nachgeprüftes Teil</translation>
    </message>
    <message>
        <source>In the &amp;Golden Set</source>
        <translation>Im Ref&amp;erenzsatz</translation>
    </message>
    <message>
        <source>&amp;Your Name…</source>
        <translation>&amp;Ihr Name…</translation>
    </message>
    <message>
        <source>Check the Review &amp;Log</source>
        <translation>Nachprüf&amp;protokoll überprüfen</translation>
    </message>
    <message>
        <source>&amp;Open Recipe…</source>
        <translation>Rezept ö&amp;ffnen…</translation>
    </message>
    <message>
        <source>&amp;Save Recipe As…</source>
        <translation>Rezept &amp;speichern unter…</translation>
    </message>
    <message>
        <source>&amp;Compare with a Recipe…</source>
        <translation>&amp;Mit einem Rezept vergleichen…</translation>
    </message>
    <message>
        <source>&amp;Name and Calibration…</source>
        <translation>&amp;Name und Kalibrierung…</translation>
    </message>
    <message>
        <source>&amp;What If: Judge the History…</source>
        <translation>&amp;Was wäre wenn: Verlauf beurteilen…</translation>
    </message>
    <message>
        <source>Fine-&amp;Tune…</source>
        <translation>Nacht&amp;rainieren…</translation>
    </message>
    <message>
        <source>&amp;Evaluate…</source>
        <translation>Aus&amp;werten…</translation>
    </message>
    <message>
        <source>Repor&amp;t…</source>
        <translation>Ber&amp;icht…</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>&amp;Exportieren…</translation>
    </message>
    <message>
        <source>C&amp;heck a Report…</source>
        <translation>Bericht über&amp;prüfen…</translation>
    </message>
    <message>
        <source>&amp;Live…</source>
        <translation>&amp;Live…</translation>
    </message>
    <message>
        <source>Watch a camera, a stream, a video or a folder (%1)</source>
        <translation>Kamera, Stream, Video oder Ordner beobachten (%1)</translation>
    </message>
    <message>
        <source>Li&amp;ve Log…</source>
        <translation>Li&amp;ve-Protokoll…</translation>
    </message>
    <message>
        <source>What the live view has judged (%1)</source>
        <translation>Was die Live-Ansicht beurteilt hat (%1)</translation>
    </message>
    <message>
        <source>All &amp;Shown Really Good</source>
        <translation>Alle angezeigten tatsäch&amp;lich gut</translation>
    </message>
    <message>
        <source>All S&amp;hown Really Defective</source>
        <translation>Alle angezeigten tatsächlich fe&amp;hlerhaft</translation>
    </message>
    <message>
        <source>All Sho&amp;wn Really Unknown</source>
        <translation>Alle angezeigten tatsächlich un&amp;bekannt</translation>
    </message>
    <message>
        <source>&amp;Gauge Study…</source>
        <translation>Messs&amp;ystemanalyse…</translation>
    </message>
    <message>
        <source>Rul&amp;er</source>
        <translation>&amp;Maßlinie</translation>
    </message>
    <message>
        <source>Measure on the picture, and calibrate by a known length (M)</source>
        <translation>Im Bild messen und über eine bekannte Länge kalibrieren (M)</translation>
    </message>
    <message>
        <source>Scale &amp;Bar</source>
        <translation>Maßstabsba&amp;lken</translation>
    </message>
    <message>
        <source>Calibrate by the &amp;Ruler…</source>
        <translation>Mit der Maßlinie &amp;kalibrieren…</translation>
    </message>
    <message>
        <source>&amp;Blind Review…</source>
        <translation>Blin&amp;dprüfung…</translation>
    </message>
    <message>
        <source>Lab&amp;el Next…</source>
        <translation>Als Nä&amp;chstes einstufen…</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>Live</translation>
    </message>
    <message>
        <source>Calibrate by a Chec&amp;kerboard…</source>
        <translation>Mit einem Schach&amp;brett kalibrieren…</translation>
    </message>
    <message>
        <source>Li&amp;mit Samples…</source>
        <translation>Grenz&amp;muster…</translation>
    </message>
</context>
<context>
    <name>app::MainWindow</name>
    <message>
        <source>Looking for images…</source>
        <translation>Bilder werden gesucht…</translation>
    </message>
    <message numerus="yes">
        <source>%n folder(s) can&apos;t be read: %1</source>
        <translation>
            <numerusform>%n Ordner ist nicht lesbar: %1</numerusform>
            <numerusform>%n Ordner sind nicht lesbar: %1</numerusform>
        </translation>
    </message>
    <message>
        <source>No images here</source>
        <translation>Hier sind keine Bilder</translation>
    </message>
    <message>
        <source>“%1” holds no PNG, JPEG, BMP, TIFF or WebP image. Open another folder, or drop one here.</source>
        <translation>„%1“ enthält kein Bild im Format PNG, JPEG, BMP, TIFF oder WebP. Öffnen Sie einen anderen Ordner oder ziehen Sie einen hierher.</translation>
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
        <translation>Ordner mit Teilebildern öffnen</translation>
    </message>
    <message>
        <source>Open Part Images</source>
        <translation>Teilebilder öffnen</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>Leertaste</translation>
    </message>
    <message>
        <source>Heat on or off; hold to peek</source>
        <translation>Heatmap ein oder aus; halten für kurzen Blick</translation>
    </message>
    <message>
        <source>View</source>
        <translation>Ansicht</translation>
    </message>
    <message>
        <source>Parts</source>
        <translation>Teile</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>Programm</translation>
    </message>
    <message>
        <source>About VCP-CLIP Workbench</source>
        <translation>Über VCP-CLIP Workbench</translation>
    </message>
    <message>
        <source>&lt;h3&gt;VCP-CLIP Workbench %1&lt;/h3&gt;&lt;p&gt;Shows where a product that nobody trained for is defective: zero-shot segmentation of anomalies with VCP-CLIP, on this computer alone.&lt;/p&gt;&lt;p&gt;Free software under the GNU General Public License, version 3 or later.&lt;/p&gt;</source>
        <translation>&lt;h3&gt;VCP-CLIP Workbench %1&lt;/h3&gt;&lt;p&gt;Zeigt, wo ein Produkt fehlerhaft ist, für das niemand trainiert hat: Zero-Shot-Segmentierung von Anomalien mit VCP-CLIP, allein auf diesem Rechner.&lt;/p&gt;&lt;p&gt;Freie Software unter der GNU General Public License, Version 3 oder später.&lt;/p&gt;</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>Open &amp;Recent</source>
        <translation>&amp;Zuletzt geöffnet</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>Heat Colour&amp;s</source>
        <translation>Heatmap-F&amp;arben</translation>
    </message>
    <message>
        <source>P&amp;anels</source>
        <translation>Bere&amp;iche</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>&amp;Design</translation>
    </message>
    <message>
        <source>Lan&amp;guage</source>
        <translation>S&amp;prache</translation>
    </message>
    <message>
        <source>&amp;Inspect</source>
        <translation>&amp;Prüfen</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>Tools</source>
        <translation>Werkzeuge</translation>
    </message>
    <message>
        <source>Verdict and Limits</source>
        <translation>Urteil und Grenzen</translation>
    </message>
    <message>
        <source>Defects</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Colours of the heat</source>
        <translation>Farben der Heatmap</translation>
    </message>
    <message>
        <source>Opacity</source>
        <translation>Deckkraft</translation>
    </message>
    <message>
        <source>Opacity of the heat ([ and ])</source>
        <translation>Deckkraft der Heatmap ([ und ])</translation>
    </message>
    <message>
        <source>Opacity of the heat</source>
        <translation>Deckkraft der Heatmap</translation>
    </message>
    <message>
        <source>Inspecting</source>
        <translation>Prüfung läuft</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Wiederholen</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>Nachprüfung</translation>
    </message>
    <message>
        <source>&amp;Review</source>
        <translation>&amp;Nachprüfung</translation>
    </message>
    <message>
        <source>Re&amp;cipe</source>
        <translation>&amp;Rezept</translation>
    </message>
    <message>
        <source>Recipe: limits, zones and golden parts of a product</source>
        <translation>Rezept: Grenzen, Zonen und Referenzteile eines Produkts</translation>
    </message>
    <message>
        <source>Zones</source>
        <translation>Zonen</translation>
    </message>
    <message>
        <source>Statistics</source>
        <translation>Statistik</translation>
    </message>
    <message>
        <source>Every part shown is reviewed.</source>
        <translation>Alle angezeigten Teile sind nachgeprüft.</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Back to the plain picture, step by step</source>
        <translation>Schritt für Schritt zurück zum reinen Bild</translation>
    </message>
    <message numerus="yes">
        <source>%n part(s) labelled good.</source>
        <translation>
            <numerusform>%n Teil als Gutteil eingestuft.</numerusform>
            <numerusform>%n Teile als Gutteile eingestuft.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n part(s) labelled defective.</source>
        <translation>
            <numerusform>%n Teil als Schlechtteil eingestuft.</numerusform>
            <numerusform>%n Teile als Schlechtteile eingestuft.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n part(s) without a label now.</source>
        <translation>
            <numerusform>%n Teil ist jetzt ohne Einstufung.</numerusform>
            <numerusform>%n Teile sind jetzt ohne Einstufung.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n are not inspected yet and stay as they are.</source>
        <translation>
            <numerusform>%n Teil ist noch nicht geprüft und bleibt, wie es ist.</numerusform>
            <numerusform>%n Teile sind noch nicht geprüft und bleiben, wie sie sind.</numerusform>
        </translation>
    </message>
    <message>
        <source>a training</source>
        <translation>ein Training</translation>
    </message>
    <message>
        <source>an evaluation</source>
        <translation>eine Auswertung</translation>
    </message>
    <message>
        <source>a report</source>
        <translation>ein Bericht</translation>
    </message>
    <message>
        <source>an export</source>
        <translation>ein Export</translation>
    </message>
    <message>
        <source>Work is under way</source>
        <translation>Es läuft noch etwas</translation>
    </message>
    <message>
        <source>Closing the window ends what is under way: %1.</source>
        <translation>Das Schließen des Fensters beendet, was noch läuft: %1.</translation>
    </message>
    <message>
        <source>Press “Cancel” to let it finish, or close without it.</source>
        <translation>Mit „Abbrechen“ läuft es zu Ende; oder schließen Sie, ohne darauf zu warten.</translation>
    </message>
    <message>
        <source>Close Anyway</source>
        <translation>Trotzdem schließen</translation>
    </message>
    <message>
        <source>Recipe: locked</source>
        <translation>Rezept: gesperrt</translation>
    </message>
</context>
<context>
    <name>app::ModelDetails</name>
    <message>
        <source>Details of the model</source>
        <translation>Einzelheiten zum Modell</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>Copy the SHA-256 of %1</source>
        <translation>SHA-256 von %1 kopieren</translation>
    </message>
    <message>
        <source>%1 px, %2 × %2 patches</source>
        <translation>%1 px, %2 × %2 Patches</translation>
    </message>
    <message>
        <source>Copy the folder&apos;s path</source>
        <translation>Ordnerpfad kopieren</translation>
    </message>
    <message>
        <source>SHA-256: not recorded</source>
        <translation>SHA-256: nicht erfasst</translation>
    </message>
    <message>
        <source>SHA-256: %1</source>
        <translation>SHA-256: %1</translation>
    </message>
    <message>
        <source>CLIP weights</source>
        <translation>CLIP-Gewichte</translation>
    </message>
    <message>
        <source>VCP weights</source>
        <translation>VCP-Gewichte</translation>
    </message>
    <message>
        <source>Image size</source>
        <translation>Bildgröße</translation>
    </message>
    <message>
        <source>Tapped layers</source>
        <translation>Genutzte Schichten</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
</context>
<context>
    <name>app::ModelDialog</name>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>&amp;Models:</source>
        <translation>&amp;Modelle:</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Loading the model</source>
        <translation>Modell wird geladen</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Automatisch</translation>
    </message>
    <message>
        <source>&amp;Device:</source>
        <translation>&amp;Gerät:</translation>
    </message>
    <message>
        <source>&amp;Precision:</source>
        <translation>Genauig&amp;keit:</translation>
    </message>
    <message>
        <source>&amp;Import…</source>
        <translation>&amp;Importieren…</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>&amp;Entfernen</translation>
    </message>
    <message>
        <source>&amp;Use model</source>
        <translation>Modell &amp;verwenden</translation>
    </message>
    <message>
        <source>Automatic (%1)</source>
        <translation>Automatisch (%1)</translation>
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
        <translation>Noch ist kein Modell vorhanden. Der Import erstellt eines aus zwei Gewichtsdateien: einem CLIP und den dafür trainierten VCP-Gewichten.</translation>
    </message>
    <message>
        <source>Looking for models…</source>
        <translation>Modelle werden gesucht…</translation>
    </message>
    <message>
        <source>Models outside your own library can&apos;t be removed here.</source>
        <translation>Modelle außerhalb Ihrer eigenen Bibliothek lassen sich hier nicht entfernen.</translation>
    </message>
    <message>
        <source>The model in use can&apos;t be removed. Use another one first.</source>
        <translation>Das verwendete Modell lässt sich nicht entfernen. Verwenden Sie zuerst ein anderes.</translation>
    </message>
    <message>
        <source>Remove a model</source>
        <translation>Modell entfernen</translation>
    </message>
    <message>
        <source>Remove the model “%1” with its files?</source>
        <translation>Das Modell „%1“ mit seinen Dateien entfernen?</translation>
    </message>
    <message>
        <source>Its folder goes to the trash where there is one, and is deleted otherwise.</source>
        <translation>Sein Ordner kommt in den Papierkorb, sofern es einen gibt; sonst wird er gelöscht.</translation>
    </message>
    <message>
        <source>The folder %1 could not be removed. It may belong to somebody else.</source>
        <translation>Der Ordner %1 konnte nicht entfernt werden. Möglicherweise gehört er jemand anderem.</translation>
    </message>
    <message>
        <source>Input &amp;size:</source>
        <translation>Einga&amp;begröße:</translation>
    </message>
</context>
<context>
    <name>app::ModelImport</name>
    <message>
        <source>There is not enough room in %1: the model needs %2, and %3 are free. Make room or remove a model that is no longer used.</source>
        <translation>In %1 ist nicht genug Platz: Das Modell braucht %2, frei sind %3. Schaffen Sie Platz oder entfernen Sie ein nicht mehr verwendetes Modell.</translation>
    </message>
    <message>
        <source>Another window is importing a model. Try again when it has finished.</source>
        <translation>Ein anderes Fenster importiert gerade ein Modell. Versuchen Sie es erneut, wenn es fertig ist.</translation>
    </message>
</context>
<context>
    <name>app::ModelImportDialog</name>
    <message>
        <source>%1, %2.</source>
        <translation>%1, %2.</translation>
    </message>
    <message>
        <source>%1
SHA-256: being computed…</source>
        <translation>%1
SHA-256: wird berechnet…</translation>
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
        <translation>Modell importieren</translation>
    </message>
    <message>
        <source>A model is made of two weight files: a CLIP, such as ViT-L-14-336px.pt, and the VCP weights that were trained for it, such as train_visa.pth. Both are checked before anything is copied.</source>
        <translation>Ein Modell besteht aus zwei Gewichtsdateien: einem CLIP, z. B. ViT-L-14-336px.pt, und den dafür trainierten VCP-Gewichten, z. B. train_visa.pth. Beide werden geprüft, bevor etwas kopiert wird.</translation>
    </message>
    <message>
        <source>CLIP weights</source>
        <translation>CLIP-Gewichte</translation>
    </message>
    <message>
        <source>VCP weights</source>
        <translation>VCP-Gewichte</translation>
    </message>
    <message>
        <source> px</source>
        <translation> px</translation>
    </message>
    <message>
        <source>&amp;CLIP weights:</source>
        <translation>&amp;CLIP-Gewichte:</translation>
    </message>
    <message>
        <source>&amp;VCP weights:</source>
        <translation>&amp;VCP-Gewichte:</translation>
    </message>
    <message>
        <source>&amp;Name:</source>
        <translation>&amp;Name:</translation>
    </message>
    <message>
        <source>Image &amp;size:</source>
        <translation>&amp;Bildgröße:</translation>
    </message>
    <message>
        <source>Tapped &amp;layers:</source>
        <translation>Abgegriffene &amp;Schichten:</translation>
    </message>
    <message>
        <source>&amp;Import</source>
        <translation>&amp;Importieren</translation>
    </message>
    <message>
        <source>Computing SHA-256 of both files…</source>
        <translation>SHA-256 beider Dateien wird berechnet…</translation>
    </message>
    <message>
        <source>Opening both files…</source>
        <translation>Beide Dateien werden geöffnet…</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Automatisch</translation>
    </message>
    <message>
        <source>Automatic: %1</source>
        <translation>Automatisch: %1</translation>
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
        <translation>Abgegriffene Schichten sind ganze Zahlen mit Kommas dazwischen, etwa 6, 12, 18, 24.</translation>
    </message>
    <message>
        <source>The two files belong together.</source>
        <translation>Die beiden Dateien gehören zusammen.</translation>
    </message>
    <message>
        <source>Copying both files to the library…</source>
        <translation>Beide Dateien werden in die Bibliothek kopiert…</translation>
    </message>
</context>
<context>
    <name>app::ModelListModel</name>
    <message>
        <source>Can&apos;t be used</source>
        <translation>Nicht verwendbar</translation>
    </message>
    <message>
        <source>%1, %2, in use</source>
        <translation>%1, %2, in Gebrauch</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>In Gebrauch</translation>
    </message>
</context>
<context>
    <name>app::ModelPresenter</name>
    <message>
        <source>Loading %1…</source>
        <translation>%1 wird geladen…</translation>
    </message>
    <message>
        <source>The model can&apos;t be used</source>
        <translation>Das Modell kann nicht verwendet werden</translation>
    </message>
    <message>
        <source>The model used so far stays in use.</source>
        <translation>Das bisherige Modell bleibt in Gebrauch.</translation>
    </message>
    <message>
        <source>Choose another model to inspect parts.</source>
        <translation>Wählen Sie ein anderes Modell, um Teile zu prüfen.</translation>
    </message>
    <message>
        <source>Choose a Model…</source>
        <translation>Modell wählen…</translation>
    </message>
    <message>
        <source>Loading %1… %2 %</source>
        <translation>%1 wird geladen… %2 %</translation>
    </message>
    <message>
        <source>No model</source>
        <translation>Kein Modell</translation>
    </message>
    <message>
        <source>CPU</source>
        <translation>CPU</translation>
    </message>
    <message>
        <source>%1 ms per image</source>
        <translation>%1 ms je Bild</translation>
    </message>
    <message>
        <source>Slow: LibTorch runs on the reference BLAS. Install libopenblas0-openmp.</source>
        <translation>Langsam: LibTorch läuft mit der Referenz-BLAS. Installieren Sie libopenblas0-openmp.</translation>
    </message>
    <message>
        <source>The bundled model is used instead; its verdicts may differ.</source>
        <translation>Stattdessen wird das mitgelieferte Modell verwendet; seine Urteile können abweichen.</translation>
    </message>
    <message>
        <source>The model runs on what this computer has instead.</source>
        <translation>Das Modell läuft stattdessen auf dem, was dieser Rechner hat.</translation>
    </message>
    <message>
        <source>%1, within %2 of float32</source>
        <translation>%1, innerhalb %2 von float32</translation>
    </message>
    <message>
        <source>Maps in %1 differ from float32 by up to %2: choose float32 under Models.</source>
        <translation>Karten in %1 weichen um bis zu %2 von float32 ab: Wählen Sie float32 unter Modelle.</translation>
    </message>
</context>
<context>
    <name>app::OutputSection</name>
    <message>
        <source>Verdicts:</source>
        <translation>Urteile:</translation>
    </message>
    <message>
        <source>%1: verdicts</source>
        <translation>%1: Urteile</translation>
    </message>
    <message>
        <source>%1: what is missing</source>
        <translation>%1: was fehlt</translation>
    </message>
    <message>
        <source>%1: outcome of the test</source>
        <translation>%1: Ergebnis des Tests</translation>
    </message>
    <message>
        <source>%1: state</source>
        <translation>%1: Zustand</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Fails and reviews</source>
        <translation>n. i. O. und Nachprüfen</translation>
    </message>
    <message>
        <source>Fails only</source>
        <translation>Nur n. i. O.-Teile</translation>
    </message>
    <message>
        <source>A part that could not be judged is always told: silence would be taken for a pass.</source>
        <translation>Ein Teil, das nicht beurteilt werden konnte, wird immer gemeldet: Schweigen würde für i. O. gehalten.</translation>
    </message>
    <message>
        <source>%1: on</source>
        <comment>an output</comment>
        <translation>%1: ein</translation>
    </message>
</context>
<context>
    <name>app::OutputSettingsForm</name>
    <message>
        <source>Trying…</source>
        <translation>Wird versucht…</translation>
    </message>
    <message>
        <source>The table can be written.</source>
        <translation>Die Tabelle kann geschrieben werden.</translation>
    </message>
    <message>
        <source>The test message was taken.</source>
        <translation>Die Testnachricht wurde angenommen.</translation>
    </message>
    <message>
        <source>Table (CSV)</source>
        <translation>Tabelle (CSV)</translation>
    </message>
    <message>
        <source>Append each verdict to a file</source>
        <translation>Jedes Urteil an eine Datei anhängen</translation>
    </message>
    <message>
        <source>Try the file</source>
        <translation>Datei testen</translation>
    </message>
    <message>
        <source>Webhook</source>
        <translation>Webhook</translation>
    </message>
    <message>
        <source>Post each verdict to an address</source>
        <translation>Jedes Urteil an eine Adresse senden</translation>
    </message>
    <message>
        <source>Send a test message</source>
        <translation>Testnachricht senden</translation>
    </message>
    <message>
        <source>MQTT</source>
        <translation>MQTT</translation>
    </message>
    <message>
        <source>Publish each verdict to a broker</source>
        <translation>Jedes Urteil an einen Broker senden</translation>
    </message>
    <message>
        <source>File:</source>
        <translation>Datei:</translation>
    </message>
    <message>
        <source>table of verdicts</source>
        <translation>Tabelle der Urteile</translation>
    </message>
    <message>
        <source>Tables (*.csv);;All files (*)</source>
        <translation>Tabellen (*.csv);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Address:</source>
        <translation>Adresse:</translation>
    </message>
    <message>
        <source>Token:</source>
        <translation>Token:</translation>
    </message>
    <message>
        <source>Topic:</source>
        <translation>Topic:</translation>
    </message>
    <message>
        <source>User:</source>
        <translation>Benutzer:</translation>
    </message>
    <message>
        <source>Password:</source>
        <translation>Passwort:</translation>
    </message>
    <message>
        <source>Address of the webhook</source>
        <translation>Adresse des Webhooks</translation>
    </message>
    <message>
        <source>None; never kept on disk</source>
        <translation>Keines; nie auf der Platte gespeichert</translation>
    </message>
    <message>
        <source>Token of the webhook</source>
        <translation>Token des Webhooks</translation>
    </message>
    <message>
        <source>Sent as “Authorization: Bearer”. It lasts as long as the program runs.</source>
        <translation>Wird als „Authorization: Bearer“ gesendet. Es gilt, solange das Programm läuft.</translation>
    </message>
    <message>
        <source>Address of the broker</source>
        <translation>Adresse des Brokers</translation>
    </message>
    <message>
        <source>mqtts:// encrypts.</source>
        <translation>mqtts:// verschlüsselt.</translation>
    </message>
    <message>
        <source>Topic on the broker</source>
        <translation>Topic auf dem Broker</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keiner</translation>
    </message>
    <message>
        <source>User on the broker</source>
        <translation>Benutzer auf dem Broker</translation>
    </message>
    <message>
        <source>Password on the broker</source>
        <translation>Passwort auf dem Broker</translation>
    </message>
    <message>
        <source>It lasts as long as the program runs.</source>
        <translation>Es gilt, solange das Programm läuft.</translation>
    </message>
</context>
<context>
    <name>app::PlcForm</name>
    <message>
        <source>Let a PLC ask for verdicts (Modbus TCP)</source>
        <translation>SPS darf Urteile anfordern (Modbus TCP)</translation>
    </message>
    <message>
        <source>Listen at:</source>
        <translation>Lauschen unter:</translation>
    </message>
    <message>
        <source>Address of this computer and port. 0.0.0.0 is each of its networks, 127.0.0.1 itself alone.</source>
        <translation>Adresse dieses Rechners und Port. 0.0.0.0 ist jedes seiner Netze, 127.0.0.1 nur er selbst.</translation>
    </message>
    <message>
        <source>PLC&apos;s address:</source>
        <translation>Adresse der SPS:</translation>
    </message>
    <message>
        <source>Any</source>
        <translation>Beliebig</translation>
    </message>
    <message>
        <source>Modbus knows no passwords: whoever reaches this computer can ask, unless there is an address here.</source>
        <translation>Modbus kennt keine Passwörter: Wer diesen Rechner erreicht, kann anfragen, wenn hier keine Adresse steht.</translation>
    </message>
    <message>
        <source>Verdict within:</source>
        <translation>Urteil innerhalb:</translation>
    </message>
    <message>
        <source> s</source>
        <translation> s</translation>
    </message>
    <message>
        <source>A part that was asked for and isn&apos;t judged by then has no verdict; what comes later isn&apos;t told.</source>
        <translation>Ein angefordertes Teil, das bis dahin nicht beurteilt ist, hat kein Urteil; was später kommt, wird nicht gemeldet.</translation>
    </message>
    <message>
        <source>It acknowledges each verdict</source>
        <translation>Sie quittiert jedes Urteil</translation>
    </message>
    <message>
        <source>A verdict stays until the PLC has acknowledged it, and no part is taken before. Otherwise it stays until the next one.</source>
        <translation>Ein Urteil bleibt stehen, bis die SPS es quittiert hat; vorher wird kein Teil angenommen. Sonst bleibt es bis zum nächsten.</translation>
    </message>
    <message>
        <source>What is missing for the PLC</source>
        <translation>Was für die SPS fehlt</translation>
    </message>
    <message>
        <source>State of the link to the PLC</source>
        <translation>Zustand der Verbindung zur SPS</translation>
    </message>
    <message>
        <source>Registers…</source>
        <translation>Register…</translation>
    </message>
    <message>
        <source>Recipes:</source>
        <translation>Rezepte:</translation>
    </message>
    <message>
        <source>Recipes for the PLC</source>
        <translation>Rezepte für die SPS</translation>
    </message>
    <message>
        <source>It chooses none</source>
        <translation>Sie wählt keines</translation>
    </message>
    <message>
        <source>A folder. The PLC chooses a recipe by the number that its file&apos;s name begins with: 3 is “3 Gear A.json”.</source>
        <translation>Ein Ordner. Die SPS wählt ein Rezept nach der Nummer, mit der sein Dateiname beginnt: 3 ist „3 Gear A.json“.</translation>
    </message>
</context>
<context>
    <name>app::PlcRegisterDialog</name>
    <message>
        <source>Registers for the PLC</source>
        <translation>Register für die SPS</translation>
    </message>
    <message>
        <source>Holding and input registers alike, counted from 0; all can be read by one request. Numbers of two registers have the high word first, floats are IEEE 754. The control word is written, as register 0 or as coils, and the recipe, as register 116; the status word can be read as discrete inputs, too.</source>
        <translation>Holding- und Input-Register gleichermaßen, von 0 an gezählt; alle lassen sich mit einer Anfrage lesen. Bei Zahlen aus zwei Registern kommt das höhere Wort zuerst, Gleitkommazahlen sind IEEE 754. Geschrieben werden das Steuerwort, als Register 0 oder als Coils, und das Rezept, als Register 116; das Statuswort ist auch als Discrete Inputs lesbar.</translation>
    </message>
</context>
<context>
    <name>app::PlcRegisterModel</name>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Register</source>
        <translation>Register</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
</context>
<context>
    <name>app::PositionPresenter</name>
    <message>
        <source>This part can&apos;t become the reference. %1</source>
        <translation>Dieses Teil kann nicht zur Referenz werden. %1</translation>
    </message>
    <message>
        <source>This part can&apos;t become the reference: what that takes was not kept when it was inspected. Inspect it again.</source>
        <translation>Dieses Teil kann nicht zur Referenz werden: Was dazu nötig ist, wurde bei der Prüfung nicht aufbewahrt. Prüfen Sie es erneut.</translation>
    </message>
    <message>
        <source>This part has not become the reference: the recipe is another one meanwhile. Take it again.</source>
        <translation>Dieses Teil ist nicht zur Referenz geworden: Das Rezept ist inzwischen ein anderes. Übernehmen Sie es erneut.</translation>
    </message>
    <message numerus="yes">
        <source>%n area(s) lay outside of this part&apos;s picture and are gone: undo brings them back.</source>
        <translation>
            <numerusform>%n Bereich lag außerhalb des Bildes dieses Teils und ist fort: Rückgängig bringt ihn zurück.</numerusform>
            <numerusform>%n Bereiche lagen außerhalb des Bildes dieses Teils und sind fort: Rückgängig bringt sie zurück.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>app::ProductTicks</name>
    <message>
        <source>All &amp;products</source>
        <translation>Alle &amp;Produkte</translation>
    </message>
    <message>
        <source>Products</source>
        <translation>Produkte</translation>
    </message>
</context>
<context>
    <name>app::RecipeKeeper</name>
    <message>
        <source>opening of %1</source>
        <translation>Öffnen von %1</translation>
    </message>
</context>
<context>
    <name>app::RecipePresenter</name>
    <message>
        <source>Recipes (*.json);;All files (*)</source>
        <translation>Rezepte (*.json);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>The recipe can&apos;t be saved. %1 It stays as it is here and is saved as soon as it works.</source>
        <translation>Das Rezept kann nicht gespeichert werden. %1 Es bleibt hier, wie es ist, und wird gespeichert, sobald es geht.</translation>
    </message>
    <message>
        <source>A kept recipe isn&apos;t taken. %1</source>
        <translation>Ein aufbewahrtes Rezept wird nicht übernommen. %1</translation>
    </message>
    <message>
        <source>Recipe without a name</source>
        <translation>Rezept ohne Namen</translation>
    </message>
    <message>
        <source>Nothing has changed.</source>
        <translation>Es hat sich nichts geändert.</translation>
    </message>
    <message>
        <source>Open a Recipe</source>
        <translation>Rezept öffnen</translation>
    </message>
    <message>
        <source>The recipe can&apos;t be used</source>
        <translation>Das Rezept kann nicht verwendet werden</translation>
    </message>
    <message>
        <source>recipe</source>
        <translation>Rezept</translation>
    </message>
    <message>
        <source>Save the Recipe</source>
        <translation>Rezept speichern</translation>
    </message>
    <message>
        <source>The recipe can&apos;t be saved</source>
        <translation>Das Rezept kann nicht gespeichert werden</translation>
    </message>
    <message>
        <source>Compare with a Recipe</source>
        <translation>Mit einem Rezept vergleichen</translation>
    </message>
    <message>
        <source>The recipe can&apos;t be read</source>
        <translation>Das Rezept kann nicht gelesen werden</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>und noch %n</numerusform>
            <numerusform>und noch %n</numerusform>
        </translation>
    </message>
    <message>
        <source>Golden parts would change: %1. The recipe isn&apos;t saved until you say why.</source>
        <translation>Referenzteile würden sich ändern: %1. Das Rezept wird erst gespeichert, wenn Sie sagen, warum.</translation>
    </message>
    <message>
        <source>Give a Reason…</source>
        <translation>Grund angeben…</translation>
    </message>
    <message>
        <source>It lies now at “%1”, nothing was deleted.</source>
        <translation>Es liegt jetzt unter „%1“, nichts wurde gelöscht.</translation>
    </message>
    <message>
        <source>The recipe isn&apos;t saved</source>
        <translation>Das Rezept ist nicht gespeichert</translation>
    </message>
    <message>
        <source>The last changes of the recipe are in no file.</source>
        <translation>Die letzten Änderungen am Rezept stehen in keiner Datei.</translation>
    </message>
    <message>
        <source>Cancel and make room on the disk, or save the recipe as another file; or close without the changes.</source>
        <translation>Brechen Sie ab und schaffen Sie Platz auf der Platte, oder speichern Sie das Rezept als andere Datei; oder schließen Sie ohne die Änderungen.</translation>
    </message>
    <message>
        <source>Close Anyway</source>
        <translation>Trotzdem schließen</translation>
    </message>
    <message>
        <source>Back to the Saved Recipe</source>
        <translation>Zurück zum gespeicherten Rezept</translation>
    </message>
    <message>
        <source>Golden parts can&apos;t be checked, the history holds nothing of them for this model: %1. The recipe is saved without asking them. Inspect them again to have them checked.</source>
        <translation>Referenzteile können nicht überprüft werden, der Verlauf enthält für dieses Modell nichts von ihnen: %1. Das Rezept wird gespeichert, ohne sie zu befragen. Prüfen Sie sie erneut, damit sie überprüft werden.</translation>
    </message>
    <message>
        <source>The chosen recipe can&apos;t be used: one without a name is in use instead. %1</source>
        <translation>Das gewählte Rezept ist nicht brauchbar: Stattdessen gilt eines ohne Namen. %1</translation>
    </message>
    <message>
        <source>The chosen recipe can&apos;t be used: “%1” is in use instead. %2</source>
        <translation>Das gewählte Rezept ist nicht brauchbar: Stattdessen gilt „%1“. %2</translation>
    </message>
    <message>
        <source>Name and calibration stay as they are: another recipe is in use now.</source>
        <translation>Name und Kalibrierung bleiben, wie sie sind: Jetzt gilt ein anderes Rezept.</translation>
    </message>
    <message>
        <source>The reason wasn&apos;t taken: other golden parts would change now.</source>
        <translation>Die Begründung gilt nicht: Jetzt würden sich andere Referenzteile ändern.</translation>
    </message>
    <message>
        <source>This recipe has changes that wait for a reason. Unlock the desk to open it.</source>
        <translation>Dieses Rezept hat Änderungen, die auf eine Begründung warten. Entsperren Sie den Arbeitsplatz, um es zu öffnen.</translation>
    </message>
</context>
<context>
    <name>app::RecordingForm</name>
    <message>
        <source>Folder for recordings</source>
        <translation>Ordner für Aufzeichnungen</translation>
    </message>
    <message>
        <source>Choose a folder: no picture is kept without one.</source>
        <translation>Wählen Sie einen Ordner: Ohne ihn wird kein Bild aufbewahrt.</translation>
    </message>
    <message>
        <source>The disk is nearly full: recording waits until more is free.</source>
        <translation>Die Platte ist fast voll: Die Aufzeichnung wartet, bis mehr frei ist.</translation>
    </message>
    <message>
        <source>Recorded: %1 · on disk: %2</source>
        <translation>Aufgezeichnet: %1 · auf der Platte: %2</translation>
    </message>
    <message>
        <source>Oldest removed to keep the limits: %1</source>
        <translation>Älteste entfernt, um die Grenzen einzuhalten: %1</translation>
    </message>
    <message>
        <source>Not recorded: %1 pictures, %2 frames around them</source>
        <translation>Nicht aufgezeichnet: %1 Bilder, %2 Einzelbilder darum herum</translation>
    </message>
    <message>
        <source>&amp;Record:</source>
        <translation>&amp;Aufzeichnen:</translation>
    </message>
    <message>
        <source>Frames &amp;before:</source>
        <translation>Bilder &amp;davor:</translation>
    </message>
    <message>
        <source>Frames &amp;after:</source>
        <translation>Bilder dana&amp;ch:</translation>
    </message>
    <message>
        <source>At &amp;most:</source>
        <translation>&amp;Höchstens:</translation>
    </message>
    <message>
        <source>&amp;Keep for:</source>
        <translation>Aufbe&amp;wahren:</translation>
    </message>
    <message>
        <source>F&amp;older:</source>
        <translation>O&amp;rdner:</translation>
    </message>
    <message>
        <source>No folder</source>
        <translation>Kein Ordner</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>Nichts</translation>
    </message>
    <message>
        <source>Failed parts</source>
        <translation>n. i. O.-Teile</translation>
    </message>
    <message>
        <source>Failed parts and reviews</source>
        <translation>n. i. O. und Nachprüfen</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>Alles</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>Frames that came before the judged one are kept beside it.</source>
        <translation>Bilder, die vor dem beurteilten kamen, werden daneben aufbewahrt.</translation>
    </message>
    <message>
        <source>Frames that come after the judged one are kept beside it.</source>
        <translation>Bilder, die nach dem beurteilten kommen, werden daneben aufbewahrt.</translation>
    </message>
    <message>
        <source> GB</source>
        <translation> GB</translation>
    </message>
    <message>
        <source>Beyond that the oldest recordings are removed.</source>
        <translation>Darüber hinaus werden die ältesten Aufzeichnungen entfernt.</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>keine Grenze</translation>
    </message>
    <message>
        <source> days</source>
        <translation> Tage</translation>
    </message>
    <message>
        <source>Older recordings are removed.</source>
        <translation>Ältere Aufzeichnungen werden entfernt.</translation>
    </message>
    <message>
        <source>State of the recording</source>
        <translation>Zustand der Aufzeichnung</translation>
    </message>
    <message>
        <source>O&amp;pen Recordings</source>
        <translation>Aufzeichnun&amp;gen öffnen</translation>
    </message>
    <message>
        <source>&amp;Show in File Manager</source>
        <translation>Im &amp;Dateimanager zeigen</translation>
    </message>
    <message>
        <source>The limit leaves no room for a picture: raise it, or choose another folder.</source>
        <translation>Die Grenze lässt keinen Platz für ein Bild: Heben Sie sie an, oder wählen Sie einen anderen Ordner.</translation>
    </message>
    <message>
        <source>Verdicts that are not in the history, because too many waited: %1</source>
        <translation>Urteile, die im Verlauf fehlen, weil zu viele warteten: %1</translation>
    </message>
</context>
<context>
    <name>app::ReportChecker</name>
    <message>
        <source>Check a Report</source>
        <translation>Bericht überprüfen</translation>
    </message>
    <message>
        <source>Reports (*.pdf)</source>
        <translation>Berichte (*.pdf)</translation>
    </message>
    <message numerus="yes">
        <source>Made %1 by %2, %n part(s).</source>
        <translation>
            <numerusform>Erstellt %1 mit %2, %n Teil.</numerusform>
            <numerusform>Erstellt %1 mit %2, %n Teile.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>… and %n more</source>
        <translation>
            <numerusform>… und noch %n</numerusform>
            <numerusform>… und noch %n</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing in it was changed since it was sealed.</source>
        <translation>Nichts darin wurde geändert, seit er versiegelt wurde.</translation>
    </message>
    <message>
        <source>The review log of this computer still holds every entry.</source>
        <translation>Das Nachprüfprotokoll dieses Rechners enthält noch jeden Eintrag.</translation>
    </message>
    <message>
        <source>Its images were not looked at: “vcp-inspect verify --images FOLDER” compares and inspects them again.</source>
        <translation>Seine Bilder wurden nicht angesehen: „vcp-inspect verify --images FOLDER“ vergleicht und prüft sie erneut.</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>Bericht</translation>
    </message>
    <message>
        <source>“%1” is as it was sealed.</source>
        <translation>„%1“ ist, wie er versiegelt wurde.</translation>
    </message>
    <message>
        <source>“%1” is not as it was sealed.</source>
        <translation>„%1“ ist nicht, wie er versiegelt wurde.</translation>
    </message>
    <message>
        <source>Nothing was found changed in “%1”, but not all of it could be checked.</source>
        <translation>In „%1“ wurde keine Änderung gefunden, aber nicht alles konnte überprüft werden.</translation>
    </message>
    <message>
        <source>“%1” could not be checked.</source>
        <translation>„%1“ konnte nicht überprüft werden.</translation>
    </message>
</context>
<context>
    <name>app::ReportDialog</name>
    <message>
        <source>Writing page %1 of %2…</source>
        <translation>Seite %1 von %2 wird geschrieben…</translation>
    </message>
    <message>
        <source>Laying out the pages…</source>
        <translation>Seiten werden umbrochen…</translation>
    </message>
    <message>
        <source> of %1</source>
        <translation> von %1</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>Bericht</translation>
    </message>
    <message>
        <source>What was inspected</source>
        <translation>Was geprüft wurde</translation>
    </message>
    <message>
        <source>What the report shows</source>
        <translation>Was der Bericht zeigt</translation>
    </message>
    <message>
        <source>What stays here</source>
        <translation>Was hier bleibt</translation>
    </message>
    <message>
        <source>&amp;Product</source>
        <translation>&amp;Produkt</translation>
    </message>
    <message>
        <source>&amp;Lot</source>
        <translation>&amp;Los</translation>
    </message>
    <message>
        <source>S&amp;tation</source>
        <translation>S&amp;tation</translation>
    </message>
    <message>
        <source>&amp;Operator</source>
        <translation>Be&amp;diener</translation>
    </message>
    <message>
        <source>&amp;Notes</source>
        <translation>&amp;Notizen</translation>
    </message>
    <message>
        <source>Te&amp;mplate</source>
        <translation>&amp;Vorlage</translation>
    </message>
    <message>
        <source>P&amp;ictures of</source>
        <translation>&amp;Bilder von</translation>
    </message>
    <message>
        <source>Per p&amp;age</source>
        <translation>Je S&amp;eite</translation>
    </message>
    <message>
        <source>Pape&amp;r</source>
        <translation>Papie&amp;r</translation>
    </message>
    <message>
        <source>&amp;Header text</source>
        <translation>&amp;Kopftext</translation>
    </message>
    <message>
        <source>Lo&amp;go</source>
        <translation>Lo&amp;go</translation>
    </message>
    <message>
        <source>&amp;File names</source>
        <translation>Dateina&amp;men</translation>
    </message>
    <message>
        <source>logo</source>
        <translation>Logo</translation>
    </message>
    <message>
        <source>Remove Logo</source>
        <translation>Logo entfernen</translation>
    </message>
    <message>
        <source>Logo</source>
        <translation>Logo</translation>
    </message>
    <message>
        <source>Leave out &amp;dates of the files</source>
        <translation>&amp;Zeiten der Dateien weglassen</translation>
    </message>
    <message>
        <source>Leave out names of peopl&amp;e</source>
        <translation>Namen von Personen &amp;weglassen</translation>
    </message>
    <message>
        <source>The entries of the review log hold names and are sealed with them: they are left out as a whole.</source>
        <translation>Die Einträge des Nachprüfprotokolls enthalten Namen und sind mit ihnen versiegelt: Sie werden als Ganzes weggelassen.</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>Vorschau</translation>
    </message>
    <message>
        <source>Previous page (Page Up)</source>
        <translation>Vorige Seite (Bild auf)</translation>
    </message>
    <message>
        <source>Next page (Page Down)</source>
        <translation>Nächste Seite (Bild ab)</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>Seite</translation>
    </message>
    <message>
        <source>Whole page (F)</source>
        <translation>Ganze Seite (F)</translation>
    </message>
    <message>
        <source>Size on paper (1)</source>
        <translation>Größe auf Papier (1)</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>&amp;Abbrechen</translation>
    </message>
    <message>
        <source>Open Report</source>
        <translation>Bericht öffnen</translation>
    </message>
    <message>
        <source>Show in Folder</source>
        <translation>Im Ordner zeigen</translation>
    </message>
    <message>
        <source>&amp;Save PDF…</source>
        <translation>PDF &amp;speichern…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Short: without pictures</source>
        <translation>Kurz: ohne Bilder</translation>
    </message>
    <message>
        <source>Full</source>
        <translation>Vollständig</translation>
    </message>
    <message>
        <source>Rejects only</source>
        <translation>Nur n. i. O.-Teile</translation>
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
        <translation>Ein Bild</translation>
    </message>
    <message>
        <source>Two pictures</source>
        <translation>Zwei Bilder</translation>
    </message>
    <message>
        <source>As they are shown</source>
        <translation>Wie angezeigt</translation>
    </message>
    <message>
        <source>Without folders</source>
        <translation>Ohne Ordner</translation>
    </message>
    <message>
        <source>Numbers instead</source>
        <translation>Stattdessen Nummern</translation>
    </message>
    <message>
        <source>All parts</source>
        <translation>Alle Teile</translation>
    </message>
    <message>
        <source>Parts that the filter shows</source>
        <translation>Teile, die der Filter zeigt</translation>
    </message>
    <message>
        <source>Review and fail</source>
        <translation>Nachprüfen und n. i. O.</translation>
    </message>
    <message>
        <source>Fail only</source>
        <translation>Nur n. i. O.-Teile</translation>
    </message>
</context>
<context>
    <name>app::ReportPresenter</name>
    <message>
        <source>Cancelled.</source>
        <translation>Abgebrochen.</translation>
    </message>
    <message>
        <source>There is nothing to report yet. Open a folder of part images first; the report says what was found in them.</source>
        <translation>Noch gibt es nichts zu berichten. Öffnen Sie zuerst einen Ordner mit Teilebildern; der Bericht sagt, was darin gefunden wurde.</translation>
    </message>
    <message>
        <source>No part is inspected yet. The report can be made as soon as the first one is.</source>
        <translation>Noch ist kein Teil geprüft. Der Bericht lässt sich erstellen, sobald das erste geprüft ist.</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>Bericht</translation>
    </message>
    <message>
        <source>No parts are open. Open a folder of part images.</source>
        <translation>Es sind keine Teile geöffnet. Öffnen Sie einen Ordner mit Teilebildern.</translation>
    </message>
    <message>
        <source>No part is inspected yet.</source>
        <translation>Noch ist kein Teil geprüft.</translation>
    </message>
    <message numerus="yes">
        <source>%n part(s) aren&apos;t inspected yet: the report leaves them out.</source>
        <translation>
            <numerusform>%n Teil ist noch nicht geprüft: Der Bericht lässt es weg.</numerusform>
            <numerusform>%n Teile sind noch nicht geprüft: Der Bericht lässt sie weg.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n part(s) are still being judged under the present limits.</source>
        <translation>
            <numerusform>%n Teil wird noch nach den jetzigen Grenzen beurteilt.</numerusform>
            <numerusform>%n Teile werden noch nach den jetzigen Grenzen beurteilt.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 The report will say so.</source>
        <translation>%1 Der Bericht weist darauf hin.</translation>
    </message>
    <message>
        <source>The review log can&apos;t be read, and the report leaves it out. %1</source>
        <translation>Das Nachprüfprotokoll ist nicht lesbar, der Bericht lässt es weg. %1</translation>
    </message>
    <message numerus="yes">
        <source>%n image file(s) with a picture in the report are gone, “%1” first: their pages will say so.</source>
        <translation>
            <numerusform>%n Bilddatei mit einem Bild im Bericht ist nicht mehr da („%1“): Ihre Seite weist darauf hin.</numerusform>
            <numerusform>%n Bilddateien mit einem Bild im Bericht sind nicht mehr da, zuerst „%1“: Ihre Seiten weisen darauf hin.</numerusform>
        </translation>
    </message>
    <message>
        <source>Save the Report</source>
        <translation>Bericht speichern</translation>
    </message>
    <message>
        <source>PDF (*.pdf)</source>
        <translation>PDF (*.pdf)</translation>
    </message>
    <message>
        <source>There is nothing to report.</source>
        <translation>Es gibt nichts zu berichten.</translation>
    </message>
    <message>
        <source>Waiting until every part is judged under the present limits…</source>
        <translation>Warten, bis jedes Teil nach den jetzigen Grenzen beurteilt ist…</translation>
    </message>
    <message>
        <source>Waiting for the review log…</source>
        <translation>Warten auf das Nachprüfprotokoll…</translation>
    </message>
    <message numerus="yes">
        <source>Saved as “%1”, %n page(s).</source>
        <translation>
            <numerusform>Gespeichert als „%1“, %n Seite.</numerusform>
            <numerusform>Gespeichert als „%1“, %n Seiten.</numerusform>
        </translation>
    </message>
    <message>
        <source>The review log couldn&apos;t be read, and the report leaves it out. %1</source>
        <translation>Das Nachprüfprotokoll war nicht lesbar, der Bericht lässt es weg. %1</translation>
    </message>
    <message numerus="yes">
        <source>%n thing(s) said in reviews couldn&apos;t be written to the review log yet: the report&apos;s entries lack them.</source>
        <translation>
            <numerusform>%n Angabe aus Nachprüfungen konnte noch nicht ins Nachprüfprotokoll geschrieben werden: Sie fehlt in den Einträgen des Berichts.</numerusform>
            <numerusform>%n Angaben aus Nachprüfungen konnten noch nicht ins Nachprüfprotokoll geschrieben werden: Sie fehlen in den Einträgen des Berichts.</numerusform>
        </translation>
    </message>
    <message>
        <source>No program is known that opens “%1”.</source>
        <translation>Es ist kein Programm bekannt, das „%1“ öffnet.</translation>
    </message>
    <message>
        <source>Nothing was saved: the parts, the model, the recipe or its tiles have changed meanwhile. Save the report again.</source>
        <translation>Nichts wurde gespeichert: Teile, Modell, Rezept oder dessen Kacheln sind inzwischen andere. Speichern Sie den Bericht noch einmal.</translation>
    </message>
</context>
<context>
    <name>app::ReviewDesk</name>
    <message>
        <source>overrule of %1</source>
        <translation>Überstimmen von %1</translation>
    </message>
    <message>
        <source>acceptance of %1</source>
        <translation>Annehmen von %1</translation>
    </message>
    <message>
        <source>rejection of %1</source>
        <translation>Zurückweisen von %1</translation>
    </message>
    <message>
        <source>taking back the verdict on %1</source>
        <translation>Zurücknehmen des Urteils zu %1</translation>
    </message>
    <message numerus="yes">
        <source>label of %n part(s)</source>
        <translation>
            <numerusform>Einstufung von %n Teil</numerusform>
            <numerusform>Einstufung von %n Teilen</numerusform>
        </translation>
    </message>
    <message>
        <source>note on %1</source>
        <translation>Notiz zu %1</translation>
    </message>
    <message>
        <source>class of a region of %1</source>
        <translation>Klasse einer Region von %1</translation>
    </message>
</context>
<context>
    <name>app::SettingField</name>
    <message>
        <source>as the camera is set</source>
        <translation>laut Kamera</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <comment>as the camera is set (5,000 µs)</comment>
        <translation>%1 (%2)</translation>
    </message>
</context>
<context>
    <name>app::SourceForm</name>
    <message>
        <source>It is in use. Stop it to test it or to choose another one.</source>
        <translation>Sie ist in Gebrauch. Halten Sie sie an, um sie zu testen oder eine andere zu wählen.</translation>
    </message>
    <message>
        <source>Sour&amp;ce</source>
        <translation>&amp;Quelle</translation>
    </message>
    <message>
        <source>Where pictures come from</source>
        <translation>Woher die Bilder kommen</translation>
    </message>
</context>
<context>
    <name>app::SourcePageFolder</name>
    <message>
        <source>&amp;Folder</source>
        <translation>&amp;Ordner</translation>
    </message>
    <message>
        <source>&amp;Looked at every</source>
        <translation>&amp;Abfrage alle</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Drop a folder here</source>
        <translation>Ordner hierher ziehen</translation>
    </message>
    <message>
        <source> ms</source>
        <translation> ms</translation>
    </message>
    <message>
        <source>Also pictures &amp;already there</source>
        <translation>Auch &amp;vorhandene Bilder</translation>
    </message>
    <message>
        <source>Each picture is judged once, when it has been written. Folders inside are not watched.</source>
        <translation>Jedes Bild wird einmal beurteilt, sobald es fertig geschrieben ist. Unterordner werden nicht beobachtet.</translation>
    </message>
</context>
<context>
    <name>app::SourcePageGenicam</name>
    <message>
        <source>as the camera is set</source>
        <translation>laut Kamera</translation>
    </message>
    <message>
        <source>C&amp;amera</source>
        <translation>&amp;Kamera</translation>
    </message>
    <message>
        <source>Pi&amp;xel format</source>
        <translation>Pi&amp;xelformat</translation>
    </message>
    <message>
        <source>&amp;Exposure</source>
        <translation>&amp;Belichtung</translation>
    </message>
    <message>
        <source>&amp;Gain</source>
        <translation>&amp;Verstärkung</translation>
    </message>
    <message>
        <source>Picture &amp;rate</source>
        <translation>Bild&amp;rate</translation>
    </message>
    <message>
        <source>Pac&amp;ket size</source>
        <translation>&amp;Paketgröße</translation>
    </message>
    <message>
        <source>Tr&amp;igger</source>
        <translation>Tri&amp;gger</translation>
    </message>
    <message>
        <source>I&amp;nput</source>
        <translation>&amp;Eingang</translation>
    </message>
    <message>
        <source>This program was built without Aravis, through which it speaks to GigE Vision and USB3 Vision cameras. Install the package libaravis-dev and build the program again.</source>
        <translation>Dieses Programm wurde ohne Aravis gebaut, über das es mit GigE-Vision- und USB3-Vision-Kameras spricht. Installieren Sie das Paket libaravis-dev und bauen Sie das Programm neu.</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>Kamera</translation>
    </message>
    <message>
        <source>No industrial camera was found. Check its power and its cable. GigE Vision: camera and network interface have to be in the same network, and the firewall has to let it through. USB3 Vision: the user of this computer needs the right to use the device.</source>
        <translation>Es wurde keine Industriekamera gefunden. Prüfen Sie Stromversorgung und Kabel. GigE Vision: Kamera und Netzwerkschnittstelle müssen im selben Netz sein, und die Firewall muss die Kamera durchlassen. USB3 Vision: Der Benutzer dieses Rechners braucht das Recht, das Gerät zu verwenden.</translation>
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
        <translation> je s</translation>
    </message>
    <message>
        <source> bytes</source>
        <translation> Byte</translation>
    </message>
    <message>
        <source>Of GigE Vision. A network interface with jumbo frames (MTU 9000) takes 8,000 and more; smaller ones where pictures get lost.</source>
        <translation>Bei GigE Vision. Eine Netzwerkschnittstelle mit Jumbo-Frames (MTU 9000) verträgt 8.000 und mehr; kleinere Werte, wenn Bilder verloren gehen.</translation>
    </message>
    <message>
        <source>none: it runs freely</source>
        <translation>keiner: läuft frei</translation>
    </message>
    <message>
        <source>an input of the camera</source>
        <translation>ein Eingang der Kamera</translation>
    </message>
    <message>
        <source>the camera&apos;s first</source>
        <translation>der erste der Kamera</translation>
    </message>
    <message>
        <source>a key or a PLC</source>
        <translation>eine Taste oder eine SPS</translation>
    </message>
</context>
<context>
    <name>app::SourcePageStream</name>
    <message>
        <source>&amp;Address</source>
        <translation>&amp;Adresse</translation>
    </message>
    <message>
        <source>&amp;Opens within</source>
        <translation>Öff&amp;net binnen</translation>
    </message>
    <message>
        <source>&amp;Lost after</source>
        <translation>&amp;Verloren nach</translation>
    </message>
    <message>
        <source> s</source>
        <translation> s</translation>
    </message>
    <message>
        <source>How long the camera may take to answer.</source>
        <translation>So lange darf die Kamera brauchen, um zu antworten.</translation>
    </message>
    <message>
        <source>How long no picture may come. A stream of less than one picture in 1.5 s needs a longer time.</source>
        <translation>So lange darf kein Bild kommen. Ein Stream mit weniger als einem Bild in 1,5 s braucht eine längere Zeit.</translation>
    </message>
    <message>
        <source>RTSP, or HTTP with Motion JPEG. User and password go before the host: rtsp://user:password@host/stream. Neither they nor what follows a question mark are kept when the program ends, and of the path nothing from a part with an equals sign on.</source>
        <translation>RTSP, oder HTTP mit Motion JPEG. Benutzer und Passwort stehen vor dem Host: rtsp://user:password@host/stream. Weder sie noch was nach einem Fragezeichen folgt bleiben, wenn das Programm endet, und vom Pfad nichts ab einem Teil mit Gleichheitszeichen.</translation>
    </message>
</context>
<context>
    <name>app::SourcePageV4l2</name>
    <message>
        <source>%1 per second</source>
        <translation>%1 je Sekunde</translation>
    </message>
    <message>
        <source>as the camera is set</source>
        <translation>laut Kamera</translation>
    </message>
    <message>
        <source>the best one</source>
        <translation>das beste</translation>
    </message>
    <message>
        <source>the best one (%1)</source>
        <comment>the best one (MJPG)</comment>
        <translation>das beste (%1)</translation>
    </message>
    <message>
        <source>C&amp;amera</source>
        <translation>&amp;Kamera</translation>
    </message>
    <message>
        <source>F&amp;ormat</source>
        <translation>&amp;Format</translation>
    </message>
    <message>
        <source>&amp;Size</source>
        <translation>&amp;Größe</translation>
    </message>
    <message>
        <source>Picture &amp;rate</source>
        <translation>Bild&amp;rate</translation>
    </message>
    <message>
        <source>&amp;Exposure</source>
        <translation>&amp;Belichtung</translation>
    </message>
    <message>
        <source>&amp;Gain</source>
        <translation>&amp;Verstärkung</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>Kamera</translation>
    </message>
    <message>
        <source>No camera was found. Check its cable. If it is plugged in, the user of this computer has to be in the group “video”; after that, log in again.</source>
        <translation>Es wurde keine Kamera gefunden. Prüfen Sie das Kabel. Ist sie angeschlossen, muss der Benutzer dieses Rechners zur Gruppe „video“ gehören; melden Sie sich danach neu an.</translation>
    </message>
    <message>
        <source> µs</source>
        <translation> µs</translation>
    </message>
    <message>
        <source>A number turns the automatic exposure of the camera off.</source>
        <translation>Eine Zahl schaltet die Belichtungsautomatik der Kamera aus.</translation>
    </message>
</context>
<context>
    <name>app::SourcePageVideo</name>
    <message>
        <source>&amp;Video</source>
        <translation>&amp;Video</translation>
    </message>
    <message>
        <source>&amp;Pace</source>
        <translation>Te&amp;mpo</translation>
    </message>
    <message>
        <source>Video</source>
        <translation>Video</translation>
    </message>
    <message>
        <source>Videos (*.mp4 *.avi *.mkv *.mov *.webm *.mpg *.mpeg *.wmv *.m4v);;All files (*)</source>
        <translation>Videos (*.mp4 *.avi *.mkv *.mov *.webm *.mpg *.mpeg *.wmv *.m4v);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>as fast as it was taken</source>
        <translation>so schnell wie aufgenommen</translation>
    </message>
    <message>
        <source>every picture, in turn</source>
        <translation>jedes Bild nacheinander</translation>
    </message>
    <message>
        <source>As fast as it was taken: the newest picture counts, as with a camera. Every picture: the next one comes when the last is judged.</source>
        <translation>So schnell wie aufgenommen: Das neueste Bild zählt, wie bei einer Kamera. Jedes Bild: Das nächste kommt, wenn das letzte beurteilt ist.</translation>
    </message>
    <message>
        <source>Start again at the &amp;end</source>
        <translation>Am &amp;Ende neu beginnen</translation>
    </message>
</context>
<context>
    <name>app::SourceTestView</name>
    <message>
        <source>Opening the source and waiting for pictures…</source>
        <translation>Quelle wird geöffnet, warten auf Bilder…</translation>
    </message>
    <message>
        <source>The first picture</source>
        <translation>Das erste Bild</translation>
    </message>
    <message>
        <source>&amp;Test</source>
        <translation>&amp;Testen</translation>
    </message>
    <message>
        <source>Opens the source, shows its first picture and measures how many come.</source>
        <translation>Öffnet die Quelle, zeigt ihr erstes Bild und misst, wie viele kommen.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>The test runs</source>
        <translation>Der Test läuft</translation>
    </message>
    <message>
        <source>Outcome of the test</source>
        <translation>Ergebnis des Tests</translation>
    </message>
</context>
<context>
    <name>app::StatisticsPresenter</name>
    <message>
        <source>good</source>
        <translation>Gutteile</translation>
    </message>
    <message>
        <source>defective</source>
        <translation>Schlechtteile</translation>
    </message>
    <message>
        <source>unlabelled</source>
        <translation>nicht eingestuft</translation>
    </message>
    <message>
        <source>Region score</source>
        <translation>Regions-Score</translation>
    </message>
    <message>
        <source>region score %1 to %2</source>
        <translation>Regions-Score %1 bis %2</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>labelled</source>
        <translation>eingestuft</translation>
    </message>
    <message>
        <source>Image score</source>
        <translation>Bild-Score</translation>
    </message>
    <message>
        <source>image score %1 to %2</source>
        <translation>Bild-Score %1 bis %2</translation>
    </message>
</context>
<context>
    <name>app::TrainingFactsView</name>
    <message numerus="yes">
        <source>… and %n more</source>
        <translation>
            <numerusform>… und %n weiteres</numerusform>
            <numerusform>… und %n weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>Problems of the data</source>
        <translation>Probleme der Daten</translation>
    </message>
</context>
<context>
    <name>app::TrainingProcess</name>
    <message>
        <source>The training can&apos;t be started: %1</source>
        <translation>Das Training kann nicht gestartet werden: %1</translation>
    </message>
    <message>
        <source>The training ended unexpectedly. What it had learned up to the last whole epoch is kept: start it again to go on.</source>
        <translation>Das Training endete unerwartet. Was es bis zur letzten ganzen Epoche gelernt hat, ist gespeichert: Starten Sie es erneut, um fortzufahren.</translation>
    </message>
</context>
<context>
    <name>app::TriggerForm</name>
    <message>
        <source>Now: the empty view.</source>
        <translation>Jetzt: leeres Sichtfeld.</translation>
    </message>
    <message>
        <source>Now: something moves.</source>
        <translation>Jetzt: Etwas bewegt sich.</translation>
    </message>
    <message>
        <source>Now: coming to rest.</source>
        <translation>Jetzt: Es kommt zur Ruhe.</translation>
    </message>
    <message>
        <source>Now: a part at rest, judged.</source>
        <translation>Jetzt: ein ruhendes Teil, beurteilt.</translation>
    </message>
    <message>
        <source>A part is judged once, when it has come to rest in view. Show the empty place and press the button, so that it isn&apos;t taken for a part.</source>
        <translation>Ein Teil wird einmal beurteilt, wenn es im Bild zur Ruhe gekommen ist. Zeigen Sie den leeren Platz und drücken Sie die Schaltfläche, damit er nicht für ein Teil gehalten wird.</translation>
    </message>
    <message>
        <source>All the time, the newest picture</source>
        <translation>Ständig das neueste Bild</translation>
    </message>
    <message>
        <source>Every so many milliseconds</source>
        <translation>In festem Abstand (Millisekunden)</translation>
    </message>
    <message>
        <source>When a part comes to rest</source>
        <translation>Wenn ein Teil zur Ruhe kommt</translation>
    </message>
    <message>
        <source>By the camera&apos;s input</source>
        <translation>Über den Eingang der Kamera</translation>
    </message>
    <message>
        <source>When to judge</source>
        <translation>Wann beurteilt wird</translation>
    </message>
    <message>
        <source>A verdict for each picture that the model has time for.</source>
        <translation>Ein Urteil für jedes Bild, für das das Modell Zeit hat.</translation>
    </message>
    <message>
        <source>&amp;Every</source>
        <translation>A&amp;lle</translation>
    </message>
    <message>
        <source> ms</source>
        <translation> ms</translation>
    </message>
    <message>
        <source>At &amp;rest for</source>
        <translation>In R&amp;uhe für</translation>
    </message>
    <message>
        <source>&amp;Least change</source>
        <translation>&amp;Mindeständerung</translation>
    </message>
    <message>
        <source>Grey levels, of 255, by which a piece of the picture must differ to count as changed. Smaller: more sensitive, and easier fooled by noise.</source>
        <translation>Graustufen (von 255), um die sich ein Stück des Bildes ändern muss, um als geändert zu gelten. Kleiner: empfindlicher und leichter durch Rauschen zu täuschen.</translation>
    </message>
    <message>
        <source>This Is the Empty View</source>
        <translation>Sichtfeld ist jetzt leer</translation>
    </message>
    <message>
        <source>Forget the Empty View</source>
        <translation>Leeres Sichtfeld verwerfen</translation>
    </message>
    <message>
        <source>Judge Now</source>
        <translation>Jetzt beurteilen</translation>
    </message>
    <message>
        <source>Each picture is one part. Set the camera&apos;s own trigger in the source&apos;s settings.</source>
        <translation>Jedes Bild ist ein Teil. Stellen Sie den Trigger der Kamera in den Einstellungen der Quelle ein.</translation>
    </message>
    <message>
        <source>Each picture of this source is one part, and none is left out.</source>
        <translation>Jedes Bild dieser Quelle ist ein Teil, und keines wird ausgelassen.</translation>
    </message>
    <message>
        <source>On a key, or when a PLC asks</source>
        <translation>Auf Tastendruck oder Anforderung einer SPS</translation>
    </message>
    <message>
        <source>One verdict for each press of T or trigger of a PLC, of the next picture.</source>
        <translation>Ein Urteil je Druck auf T oder Auslöser einer SPS, über das nächste Bild.</translation>
    </message>
</context>
<context>
    <name>app::TsvTable</name>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Kopieren</translation>
    </message>
</context>
<context>
    <name>app::WhatIfDialog</name>
    <message>
        <source>flipped verdicts</source>
        <translation>gekippte Urteile</translation>
    </message>
    <message>
        <source>Judging %1 of %2 kept inspections…</source>
        <translation>%1 von %2 gespeicherten Prüfungen werden beurteilt…</translation>
    </message>
    <message>
        <source>What If</source>
        <translation>Was wäre wenn</translation>
    </message>
    <message>
        <source>&amp;Judge Again</source>
        <translation>Neu &amp;beurteilen</translation>
    </message>
    <message>
        <source>Show in the &amp;List</source>
        <translation>In der &amp;Liste zeigen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>The recipe is as it was when it was opened: nothing can flip.</source>
        <translation>Das Rezept ist so, wie es beim Öffnen war: Nichts kann kippen.</translation>
    </message>
    <message>
        <source>What has changed since the recipe was opened:</source>
        <translation>Was sich seit dem Öffnen des Rezepts geändert hat:</translation>
    </message>
    <message>
        <source>No verdict flips.</source>
        <translation>Kein Urteil kippt.</translation>
    </message>
    <message>
        <source>%1 towards fail, %2 towards pass.</source>
        <translation>%1 in Richtung n. i. O., %2 in Richtung i. O.</translation>
    </message>
    <message numerus="yes">
        <source>%n inspection(s) judged in %1 s, %2 of them from kept figures.</source>
        <translation>
            <numerusform>%n Prüfung in %1 s beurteilt, davon %2 aus gespeicherten Werten.</numerusform>
            <numerusform>%n Prüfungen in %1 s beurteilt, davon %2 aus gespeicherten Werten.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n kept inspection(s) can&apos;t be read any more.</source>
        <translation>
            <numerusform>%n gespeicherte Prüfung ist nicht mehr lesbar.</numerusform>
            <numerusform>%n gespeicherte Prüfungen sind nicht mehr lesbar.</numerusform>
        </translation>
    </message>
    <message>
        <source>There is no history to judge: it can&apos;t be opened.</source>
        <translation>Es gibt keinen Verlauf zu beurteilen: Er lässt sich nicht öffnen.</translation>
    </message>
    <message>
        <source>Judging…</source>
        <translation>Wird beurteilt…</translation>
    </message>
    <message numerus="yes">
        <source>Left out: %n picture(s) that what a recipe knows of good parts doesn&apos;t fit.</source>
        <translation>
            <numerusform>Ausgelassen: %n Bild, zu dem die Gutteil-Referenz eines Rezepts nicht passt.</numerusform>
            <numerusform>Ausgelassen: %n Bilder, zu denen die Gutteil-Referenz eines Rezepts nicht passt.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Left out: %n picture(s) whose brightness, focus or position was never measured. Open them to have that done.</source>
        <translation>
            <numerusform>Ausgelassen: %n Bild, dessen Helligkeit, Schärfe oder Lage nie gemessen wurde. Öffnen Sie es, um das nachzuholen.</numerusform>
            <numerusform>Ausgelassen: %n Bilder, deren Helligkeit, Schärfe oder Lage nie gemessen wurde. Öffnen Sie sie, um das nachzuholen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Left out: %n picture(s) that were never looked at in the tiles of the other recipe.</source>
        <translation>
            <numerusform>Ausgelassen: ein Bild, das nie in den Kacheln des anderen Rezepts betrachtet wurde.</numerusform>
            <numerusform>Ausgelassen: %n Bilder, die nie in den Kacheln des anderen Rezepts betrachtet wurden.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>app::ZonePresenter</name>
    <message numerus="yes">
        <source>%n area(s) would lie outside of the reference picture, where nothing can be drawn.</source>
        <translation>
            <numerusform>%n Bereich läge außerhalb des Referenzbilds, wo nichts gezeichnet werden kann.</numerusform>
            <numerusform>%n Bereiche lägen außerhalb des Referenzbilds, wo nichts gezeichnet werden kann.</numerusform>
        </translation>
    </message>
    <message>
        <source>Zones can be drawn when it is known where the part lies: it isn&apos;t judged yet, or can&apos;t be.</source>
        <translation>Zonen lassen sich zeichnen, wenn bekannt ist, wo das Teil liegt: Es ist noch nicht beurteilt oder lässt sich nicht beurteilen.</translation>
    </message>
</context>
<context>
    <name>widgets::BaselineEditor</name>
    <message>
        <source>Learning…</source>
        <translation>Wird gelernt…</translation>
    </message>
    <message numerus="yes">
        <source>Learn from %n part(s)</source>
        <translation>
            <numerusform>Aus %n Teil lernen</numerusform>
            <numerusform>Aus %n Teilen lernen</numerusform>
        </translation>
    </message>
    <message>
        <source>Learn</source>
        <translation>Lernen</translation>
    </message>
    <message>
        <source>Nothing is learned yet. Where parts always lie alike in the picture, print, edges and holes need not stand there as defects.</source>
        <translation>Noch ist nichts gelernt. Wo Teile im Bild immer gleich liegen, müssen Aufdruck, Kanten und Löcher nicht als Fehler erscheinen.</translation>
    </message>
    <message numerus="yes">
        <source>Learned from %n good part(s).</source>
        <translation>
            <numerusform>Aus %n Gutteil gelernt.</numerusform>
            <numerusform>Aus %n Gutteilen gelernt.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 It doesn&apos;t fit the model&apos;s input or the tiles any more: learn again.</source>
        <translation>%1 Das passt nicht mehr zur Modelleingabe oder zu den Kacheln: Lernen Sie erneut.</translation>
    </message>
    <message>
        <source>%1 It takes something off %2 of the picture, so limits mean something else with it than without.</source>
        <translation>%1 Auf %2 des Bildes wird etwas abgezogen; Grenzen bedeuten daher mit der Referenz etwas anderes als ohne sie.</translation>
    </message>
    <message numerus="yes">
        <source>%n good part(s) are open.</source>
        <translation>
            <numerusform>%n Gutteil ist geöffnet.</numerusform>
            <numerusform>%n Gutteile sind geöffnet.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of %1 good parts are open: label them good (G), or accept them (A).</source>
        <translation>
            <numerusform>%n von %1 Gutteilen ist geöffnet: Stufen Sie Teile als gut ein (G) oder nehmen Sie sie an (A).</numerusform>
            <numerusform>%n von %1 Gutteilen sind geöffnet: Stufen Sie Teile als gut ein (G) oder nehmen Sie sie an (A).</numerusform>
        </translation>
    </message>
    <message>
        <source>Take off what every good part shows</source>
        <translation>Abziehen, was jedes Gutteil zeigt</translation>
    </message>
    <message>
        <source>At each place the heat of a usual good part is taken off, before limits are asked; only what goes beyond it counts.
A defect there is told less loudly. Turn it off and on to see the difference.</source>
        <translation>An jeder Stelle wird der Heatmap-Wert eines üblichen Gutteils abgezogen, bevor die Grenzen gelten; nur was darüber hinausgeht, zählt.
Ein Fehler dort wird schwächer angezeigt. Aus- und Einschalten zeigt den Unterschied.</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Nothing is taken off any more</source>
        <translation>Nichts wird mehr abgezogen</translation>
    </message>
    <message>
        <source>From the good parts that are open, without the model. Set the limits anew afterwards:
best on parts that weren&apos;t learned from.</source>
        <translation>Aus den geöffneten Gutteilen, ohne das Modell. Stellen Sie die Grenzen danach neu ein:
am besten an Teilen, aus denen nicht gelernt wurde.</translation>
    </message>
    <message>
        <source>%1 Parts were found otherwise then, so nothing is taken off now: learn again, or go back to that position.</source>
        <translation>%1 Teile wurden damals anders gefunden, daher wird jetzt nichts abgezogen: Lernen Sie erneut oder kehren Sie zu jener Lageerkennung zurück.</translation>
    </message>
</context>
<context>
    <name>widgets::Canvas</name>
    <message>
        <source>Picture</source>
        <translation>Bild</translation>
    </message>
    <message numerus="yes">
        <source>%1 × %2 pixels, %n region(s)</source>
        <translation>
            <numerusform>%1 × %2 Pixel, %n Region</numerusform>
            <numerusform>%1 × %2 Pixel, %n Regionen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>widgets::CanvasCompare</name>
    <message>
        <source>Reference</source>
        <translation>Referenz</translation>
    </message>
    <message>
        <source>This part</source>
        <translation>Dieses Teil</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>Heat</source>
        <translation>Heatmap</translation>
    </message>
</context>
<context>
    <name>widgets::CanvasMessage</name>
    <message>
        <source>%1. %2</source>
        <translation>%1. %2</translation>
    </message>
</context>
<context>
    <name>widgets::ColourBar</name>
    <message>
        <source>Heat scale</source>
        <translation>Heatmap-Skala</translation>
    </message>
    <message>
        <source>Fail limit %1, review limit %2</source>
        <translation>Fehlergrenze %1, Nachprüfgrenze %2</translation>
    </message>
    <message>
        <source>Fail limit %1</source>
        <translation>Fehlergrenze %1</translation>
    </message>
    <message>
        <source>Fail limit</source>
        <translation>Fehlergrenze</translation>
    </message>
    <message>
        <source>Review limit</source>
        <translation>Nachprüfgrenze</translation>
    </message>
</context>
<context>
    <name>widgets::CompareBar</name>
    <message>
        <source>No reference yet</source>
        <translation>Noch keine Referenz</translation>
    </message>
    <message>
        <source>Reference: %1</source>
        <translation>Referenz: %1</translation>
    </message>
    <message>
        <source>C switches, held it only shows</source>
        <translation>C schaltet um, gehalten nur vorübergehend</translation>
    </message>
    <message>
        <source>Choose a reference first</source>
        <translation>Wählen Sie zuerst eine Referenz</translation>
    </message>
    <message>
        <source>Don&apos;t compare</source>
        <translation>Nicht vergleichen</translation>
    </message>
    <message>
        <source>Split: picture and heat</source>
        <translation>Geteilt: Bild und Heatmap</translation>
    </message>
    <message>
        <source>Drag the line over the picture</source>
        <translation>Linie über das Bild ziehen</translation>
    </message>
    <message>
        <source>Split: part and reference</source>
        <translation>Geteilt: Teil und Referenz</translation>
    </message>
    <message>
        <source>Blink</source>
        <translation>Blinken</translation>
    </message>
    <message>
        <source>Part and reference in turn, twice a second</source>
        <translation>Teil und Referenz im Wechsel, zweimal je Sekunde</translation>
    </message>
    <message>
        <source>Side by side</source>
        <translation>Nebeneinander</translation>
    </message>
    <message>
        <source>Two views that zoom and move together</source>
        <translation>Zwei Ansichten, die gemeinsam zoomen und sich bewegen</translation>
    </message>
    <message>
        <source>Use This Part as Reference</source>
        <translation>Dieses Teil als Referenz</translation>
    </message>
    <message>
        <source>Other parts are then compared with it</source>
        <translation>Andere Teile werden dann damit verglichen</translation>
    </message>
    <message>
        <source>Forget the Reference</source>
        <translation>Referenz verwerfen</translation>
    </message>
    <message>
        <source>Nothing is compared with it any more</source>
        <translation>Damit wird nichts mehr verglichen</translation>
    </message>
</context>
<context>
    <name>widgets::ConfusionView</name>
    <message>
        <source>Hits</source>
        <translation>Treffer</translation>
    </message>
    <message>
        <source>Escapes</source>
        <translation>Schlupf</translation>
    </message>
    <message>
        <source>Overkills</source>
        <translation>Pseudofehler</translation>
    </message>
    <message>
        <source>Passes</source>
        <translation>i. O.</translation>
    </message>
    <message>
        <source>defective, at or above the limit</source>
        <translation>Schlechtteile, ab der Grenze</translation>
    </message>
    <message>
        <source>defective, below the limit</source>
        <translation>Schlechtteile, unter der Grenze</translation>
    </message>
    <message>
        <source>good, at or above the limit</source>
        <translation>Gutteile, ab der Grenze</translation>
    </message>
    <message>
        <source>good, below the limit</source>
        <translation>Gutteile, unter der Grenze</translation>
    </message>
    <message>
        <source>Truth against verdict</source>
        <translation>Wahrheit gegen Urteil</translation>
    </message>
    <message>
        <source>&amp;Limit of the image score</source>
        <translation>&amp;Grenze des Bild-Scores</translation>
    </message>
    <message>
        <source>Greatest F&amp;1</source>
        <translation>Größtes F&amp;1</translation>
    </message>
    <message>
        <source>The limit at which the product&apos;s F1 is greatest</source>
        <translation>Die Grenze, bei der das F1 des Produkts am größten ist</translation>
    </message>
    <message>
        <source>Defective</source>
        <translation>Schlechtteile</translation>
    </message>
    <message>
        <source>Good</source>
        <translation>Gutteile</translation>
    </message>
    <message>
        <source>At or above the limit</source>
        <translation>Ab der Grenze</translation>
    </message>
    <message>
        <source>Below the limit</source>
        <translation>Unter der Grenze</translation>
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
            <numerusform>%Ln eingestuftes Teil kostet %1</numerusform>
            <numerusform>Die %Ln eingestuften Teile kosten %1</numerusform>
        </translation>
    </message>
    <message>
        <source>One escape costs</source>
        <translation>Ein Schlupf kostet</translation>
    </message>
    <message>
        <source>One overkill costs</source>
        <translation>Ein Pseudofehler kostet</translation>
    </message>
    <message>
        <source>One review costs</source>
        <translation>Eine Nachprüfung kostet</translation>
    </message>
    <message>
        <source>not set</source>
        <translation>nicht gesetzt</translation>
    </message>
    <message>
        <source>In any currency; 0: left out</source>
        <translation>In beliebiger Währung; 0: zählt nicht</translation>
    </message>
    <message>
        <source>Of these parts as they are labelled: where fewer parts are defective than here, escapes cost less</source>
        <translation>Für diese Teile, wie sie eingestuft sind: Wo weniger Teile fehlerhaft sind als hier, kostet Schlupf weniger</translation>
    </message>
</context>
<context>
    <name>widgets::DefectList</name>
    <message numerus="yes">
        <source>%Ln defect(s)</source>
        <translation>
            <numerusform>%Ln Fehler</numerusform>
            <numerusform>%Ln Fehler</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>No defects yet</source>
        <translation>Noch keine Fehler</translation>
    </message>
    <message>
        <source>Every region at or above the review limit, of every inspected part, is a row here.</source>
        <translation>Jede Region ab der Nachprüfgrenze, aus jedem geprüften Teil, ist hier eine Zeile.</translation>
    </message>
    <message>
        <source>No defect fulfils the filter</source>
        <translation>Kein Fehler erfüllt den Filter</translation>
    </message>
    <message numerus="yes">
        <source>Clear the filter to see all %Ln defect(s).</source>
        <translation>
            <numerusform>Löschen Sie den Filter, um den %Ln Fehler zu sehen.</numerusform>
            <numerusform>Löschen Sie den Filter, um alle %Ln Fehler zu sehen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Filter: area &gt; 100 and zone = B</source>
        <translation>Filter: area &gt; 100 and zone = B</translation>
    </message>
    <message>
        <source>Filter of the defects</source>
        <translation>Filter der Fehler</translation>
    </message>
    <message>
        <source>Words of the part&apos;s name, or conditions: area &gt; 100 and zone = B, peak &gt;= 0.7, verdict = fail, class ~ scratch*. Fields: part, number, area, length, width, x, y, peak, mean, contrast, zone, class, verdict.</source>
        <translation>Wörter aus dem Namen des Teils oder Bedingungen: area &gt; 100 and zone = B, peak &gt;= 0.7, verdict = fail, class ~ scratch*. Felder: part, number, area, length, width, x, y, peak, mean, contrast, zone, class, verdict.</translation>
    </message>
    <message>
        <source>Number of defects shown</source>
        <translation>Anzahl der gezeigten Fehler</translation>
    </message>
</context>
<context>
    <name>widgets::DefectListView</name>
    <message>
        <source>Defects of all parts</source>
        <translation>Fehler aller Teile</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Spalten</translation>
    </message>
    <message>
        <source>&amp;Copy selected rows</source>
        <translation>Gewählte Zeilen &amp;kopieren</translation>
    </message>
    <message>
        <source>&amp;Copy all rows</source>
        <translation>Alle Zeilen &amp;kopieren</translation>
    </message>
</context>
<context>
    <name>widgets::DefectTable</name>
    <message>
        <source>Defects</source>
        <translation>Fehler</translation>
    </message>
</context>
<context>
    <name>widgets::EvaluationCurvesPlot</name>
    <message>
        <source>Recall</source>
        <translation>Recall</translation>
    </message>
    <message>
        <source>False positive rate</source>
        <translation>Falsch-Positiv-Rate</translation>
    </message>
    <message>
        <source>True positive rate</source>
        <translation>Richtig-Positiv-Rate</translation>
    </message>
    <message>
        <source>Mean overlap of the regions</source>
        <translation>Mittlere Überlappung der Regionen</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>Precision</translation>
    </message>
    <message>
        <source>%1 %2, %3 %4, limit %5</source>
        <comment>name, value, name, value</comment>
        <translation>%1 %2, %3 %4, Grenze %5</translation>
    </message>
    <message>
        <source>The greatest F1</source>
        <translation>Das größte F1</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Limit</source>
        <translation>Grenze</translation>
    </message>
    <message>
        <source>No product chosen</source>
        <translation>Kein Produkt gewählt</translation>
    </message>
    <message>
        <source>Choose one product in the table: its curves stand here.</source>
        <translation>Wählen Sie ein Produkt in der Tabelle: Hier stehen seine Kurven.</translation>
    </message>
    <message>
        <source>No such curve</source>
        <translation>Keine solche Kurve</translation>
    </message>
    <message>
        <source>It needs good and defective images.</source>
        <translation>Sie braucht Bilder von Gut- und Schlechtteilen.</translation>
    </message>
    <message>
        <source>It needs defective images with masks, and pixels without a defect.</source>
        <translation>Sie braucht Bilder von Schlechtteilen mit Masken und Pixel ohne Fehler.</translation>
    </message>
    <message>
        <source>Curves of the product</source>
        <translation>Kurven des Produkts</translation>
    </message>
    <message>
        <source>ROC of pixels</source>
        <translation>ROC der Pixel</translation>
    </message>
    <message>
        <source>Precision and recall of pixels</source>
        <translation>Precision und Recall der Pixel</translation>
    </message>
    <message>
        <source>PRO of regions</source>
        <translation>PRO der Regionen</translation>
    </message>
    <message>
        <source>ROC of images</source>
        <translation>ROC der Bilder</translation>
    </message>
    <message>
        <source>Precision and recall of images</source>
        <translation>Precision und Recall der Bilder</translation>
    </message>
    <message>
        <source>Greatest F1</source>
        <translation>Größtes F1</translation>
    </message>
    <message>
        <source>Kind of curve</source>
        <translation>Art der Kurve</translation>
    </message>
</context>
<context>
    <name>widgets::ExampleStrip</name>
    <message>
        <source>Epoch %1, %2: a defective part. Heat: what the model finds; line: what is marked as defective.</source>
        <translation>Epoche %1, %2: ein Schlechtteil. Heatmap: was das Modell findet; Linie: was als Fehler markiert ist.</translation>
    </message>
    <message>
        <source>Epoch %1, %2: a good part. It should stay without heat.</source>
        <translation>Epoche %1, %2: ein Gutteil. Es sollte ohne Heatmap bleiben.</translation>
    </message>
    <message>
        <source>Validation parts after epoch %1 of %2</source>
        <translation>Validierungsteile nach Epoche %1 von %2</translation>
    </message>
    <message>
        <source>%1, good</source>
        <translation>%1, gut</translation>
    </message>
    <message>
        <source>Epoch</source>
        <translation>Epoche</translation>
    </message>
    <message>
        <source>Back through the epochs: drag, or the arrow keys</source>
        <translation>Zurück durch die Epochen: ziehen oder Pfeiltasten</translation>
    </message>
</context>
<context>
    <name>widgets::ExpressionEdit</name>
    <message>
        <source>How to filter</source>
        <translation>So wird gefiltert</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>A part of the name, or a condition such as “score &gt; 0.6”</source>
        <translation>Ein Teil des Namens oder eine Bedingung wie „score &gt; 0.6“</translation>
    </message>
</context>
<context>
    <name>widgets::ExpressionHelp</name>
    <message>
        <source>How to filter</source>
        <translation>So wird gefiltert</translation>
    </message>
    <message>
        <source>Recent</source>
        <translation>Zuletzt</translation>
    </message>
    <message>
        <source>Examples</source>
        <translation>Beispiele</translation>
    </message>
    <message>
        <source>Fields</source>
        <translation>Felder</translation>
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
        <translation>Teil %1 von %2 gezeigten.</translation>
    </message>
    <message numerus="yes">
        <source>%n part(s) shown.</source>
        <translation>
            <numerusform>%n Teil wird gezeigt.</numerusform>
            <numerusform>%n Teile werden gezeigt.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n part(s) in all.</source>
        <translation>
            <numerusform>%n Teil insgesamt.</numerusform>
            <numerusform>%n Teile insgesamt.</numerusform>
        </translation>
    </message>
    <message>
        <source>Filter…</source>
        <translation>Filter…</translation>
    </message>
    <message>
        <source>Order of the parts</source>
        <translation>Reihenfolge der Teile</translation>
    </message>
    <message>
        <source>Parts to show</source>
        <translation>Gezeigte Teile</translation>
    </message>
    <message>
        <source>Parts</source>
        <translation>Teile</translation>
    </message>
    <message>
        <source>File order</source>
        <translation>Dateireihenfolge</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>Score</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>Urteil</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Fail</source>
        <translation>n. i. O.</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>Nachprüfen</translation>
    </message>
    <message>
        <source>Pass</source>
        <translation>i. O.</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>Störungen</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Wartend</translation>
    </message>
    <message>
        <source>Ascending order</source>
        <translation>Aufsteigend</translation>
    </message>
    <message>
        <source>Descending order</source>
        <translation>Absteigend</translation>
    </message>
    <message>
        <source>Region score</source>
        <translation>Regions-Score</translation>
    </message>
    <message>
        <source>Area</source>
        <translation>Fläche</translation>
    </message>
    <message>
        <source>Regions</source>
        <translation>Regionen</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Einstufung</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Datum</translation>
    </message>
    <message>
        <source>Group by folder</source>
        <translation>Nach Ordnern gruppieren</translation>
    </message>
</context>
<context>
    <name>widgets::GaugePlot</name>
    <message>
        <source>%1 by %2: %3</source>
        <comment>part by appraiser: value</comment>
        <translation>%1, Prüfer %2: %3</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>part: value</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>Teil</translation>
    </message>
    <message>
        <source>Appraiser</source>
        <translation>Prüfer</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>No study</source>
        <translation>Keine Studie</translation>
    </message>
    <message>
        <source>Every value of every part stands here, as soon as there are some.</source>
        <translation>Hier steht jeder Wert jedes Teils, sobald es Werte gibt.</translation>
    </message>
    <message>
        <source>Values of each part by appraiser</source>
        <translation>Werte jedes Teils nach Prüfer</translation>
    </message>
</context>
<context>
    <name>widgets::HistogramPlot</name>
    <message>
        <source>Score</source>
        <translation>Score</translation>
    </message>
    <message>
        <source>Parts</source>
        <translation>Teile</translation>
    </message>
</context>
<context>
    <name>widgets::KeySheet</name>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
</context>
<context>
    <name>widgets::LimitEditor</name>
    <message>
        <source>Double click on the name: back to %1</source>
        <translation>Doppelklick auf den Namen: zurück auf %1</translation>
    </message>
    <message>
        <source>Fail</source>
        <translation>n. i. O.</translation>
    </message>
    <message>
        <source>A region that reaches this fails the part</source>
        <translation>Erreicht eine Region diesen Wert, ist das Teil n. i. O.</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>Nachprüfen</translation>
    </message>
    <message>
        <source>A region that reaches only this asks for a person</source>
        <translation>Erreicht eine Region nur diesen Wert, muss eine Person das Teil ansehen</translation>
    </message>
    <message>
        <source>Area</source>
        <translation>Fläche</translation>
    </message>
    <message>
        <source>Smaller regions are left out</source>
        <translation>Kleinere Regionen zählen nicht</translation>
    </message>
    <message>
        <source>Alpha</source>
        <translation>Alpha</translation>
    </message>
    <message>
        <source>Weight of the second branch (Post-VCP) in the heat</source>
        <translation>Gewicht des zweiten Zweigs (Post-VCP) in der Heatmap</translation>
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
        <translation>Glättung der Heatmap, in Pixeln der Modelleingabe</translation>
    </message>
    <message>
        <source>Heat</source>
        <translation>Heatmap</translation>
    </message>
    <message>
        <source>Defaults</source>
        <translation>Vorgaben</translation>
    </message>
    <message>
        <source>All numbers back to the recipe&apos;s defaults</source>
        <translation>Alle Zahlen zurück auf die Vorgaben des Rezepts</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>Länge</translation>
    </message>
    <message>
        <source>Shorter regions are left out; the longest way across counts</source>
        <translation>Kürzere Regionen zählen nicht; es gilt die größte Ausdehnung</translation>
    </message>
    <message>
        <source>Regions grow below the limit</source>
        <translation>Regionen wachsen unter die Grenze</translation>
    </message>
    <message>
        <source>A region begins where a limit is reached and spreads as far as the heat stays above a lower one</source>
        <translation>Eine Region beginnt, wo eine Grenze erreicht ist, und reicht so weit, wie die Heatmap über einer niedrigeren bleibt</translation>
    </message>
    <message>
        <source>Down to</source>
        <translation>Hinab bis</translation>
    </message>
    <message>
        <source>Regions</source>
        <translation>Regionen</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>Score</translation>
    </message>
    <message>
        <source>Tiles</source>
        <translation>Kacheln</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>Good parts</source>
        <translation>Gutteile</translation>
    </message>
    <message>
        <source>Position</source>
        <translation>Lage</translation>
    </message>
</context>
<context>
    <name>widgets::LimitHandle</name>
    <message>
        <source>Fail limit, %1</source>
        <translation>Fehlergrenze, %1</translation>
    </message>
    <message>
        <source>Review limit, %1</source>
        <translation>Nachprüfgrenze, %1</translation>
    </message>
    <message>
        <source>Arrow keys move it</source>
        <translation>Mit Pfeiltasten verschieben</translation>
    </message>
</context>
<context>
    <name>widgets::LimitOverlay</name>
    <message>
        <source>Score %1 to %2</source>
        <translation>Score %1 bis %2</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>label: number of parts</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Click to see them</source>
        <translation>Klicken zeigt sie</translation>
    </message>
    <message>
        <source>Suggested %1</source>
        <translation>Vorschlag %1</translation>
    </message>
</context>
<context>
    <name>widgets::LinkedViews</name>
    <message>
        <source>No reference yet</source>
        <translation>Noch keine Referenz</translation>
    </message>
    <message>
        <source>A reference is a part that others are compared with, best a good one.</source>
        <translation>Eine Referenz ist ein Teil, mit dem andere verglichen werden, am besten ein Gutteil.</translation>
    </message>
    <message>
        <source>Use This Part as Reference</source>
        <translation>Dieses Teil als Referenz</translation>
    </message>
    <message>
        <source>This part</source>
        <translation>Dieses Teil</translation>
    </message>
    <message>
        <source>Reference</source>
        <translation>Referenz</translation>
    </message>
    <message>
        <source>Reference: %1</source>
        <translation>Referenz: %1</translation>
    </message>
</context>
<context>
    <name>widgets::LocationMap</name>
    <message>
        <source>No places to show yet</source>
        <translation>Noch keine Orte zu zeigen</translation>
    </message>
    <message>
        <source>Inspect parts: where their defects lie is gathered here over all images. A drag shows the parts with a defect inside.</source>
        <translation>Prüfen Sie Teile: Wo ihre Fehler liegen, wird hier über alle Bilder gesammelt. Ziehen zeigt die Teile mit einem Fehler im gezogenen Rahmen.</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>Punkte</translation>
    </message>
    <message>
        <source>Each defect as a point, while there are few enough for the map&apos;s size: a cross fails, a diamond wants review</source>
        <translation>Jeder Fehler als Punkt, solange es für die Größe der Karte wenige genug sind: Ein Kreuz ist n. i. O., eine Raute ist nachzuprüfen</translation>
    </message>
    <message>
        <source>% of the width</source>
        <translation>% der Breite</translation>
    </message>
    <message>
        <source>% of the height</source>
        <translation>% der Höhe</translation>
    </message>
    <message>
        <source>Defects per cell</source>
        <translation>Fehler je Zelle</translation>
    </message>
    <message>
        <source>Map of the defects&apos; places</source>
        <translation>Karte der Fehlerorte</translation>
    </message>
    <message>
        <source>defects at %1 to %2 % across, %3 to %4 % down</source>
        <translation>Fehler bei %1 bis %2 % waagerecht, %3 bis %4 % senkrecht</translation>
    </message>
    <message>
        <source>%1: %2 on %3</source>
        <translation>%1: %2 (%3)</translation>
    </message>
    <message numerus="yes">
        <source>%Ln defect(s)</source>
        <translation>
            <numerusform>%Ln Fehler</numerusform>
            <numerusform>%Ln Fehler</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln part(s)</source>
        <translation>
            <numerusform>%Ln Teil</numerusform>
            <numerusform>%Ln Teile</numerusform>
        </translation>
    </message>
    <message>
        <source>From % of the width</source>
        <translation>Von % der Breite</translation>
    </message>
    <message>
        <source>To % of the width</source>
        <translation>Bis % der Breite</translation>
    </message>
    <message>
        <source>From % of the height</source>
        <translation>Von % der Höhe</translation>
    </message>
    <message>
        <source>To % of the height</source>
        <translation>Bis % der Höhe</translation>
    </message>
    <message>
        <source>Defects</source>
        <translation>Fehler</translation>
    </message>
</context>
<context>
    <name>widgets::MeasureHistogram</name>
    <message>
        <source>No defects to count yet</source>
        <translation>Noch keine Fehler zu zählen</translation>
    </message>
    <message>
        <source>Inspect parts: how large and how strong their regions are is counted here. A click on a bar shows its parts.</source>
        <translation>Prüfen Sie Teile: Wie groß und wie stark ihre Regionen sind, wird hier gezählt. Ein Klick auf einen Balken zeigt seine Teile.</translation>
    </message>
    <message>
        <source>Measurement</source>
        <translation>Messgröße</translation>
    </message>
    <message>
        <source>What is measured on each region</source>
        <translation>Was an jeder Region gemessen wird</translation>
    </message>
    <message>
        <source>Logarithmic</source>
        <translation>Logarithmisch</translation>
    </message>
    <message>
        <source>Bins of equal ratio: small and large regions side by side</source>
        <translation>Klassen mit gleichem Verhältnis: kleine und große Regionen nebeneinander</translation>
    </message>
    <message>
        <source>Histogram of the defects</source>
        <translation>Histogramm der Fehler</translation>
    </message>
    <message>
        <source>area %1 to %2</source>
        <translation>Fläche %1 bis %2</translation>
    </message>
    <message>
        <source>length %1 to %2</source>
        <translation>Länge %1 bis %2</translation>
    </message>
    <message>
        <source>width %1 to %2</source>
        <translation>Breite %1 bis %2</translation>
    </message>
    <message>
        <source>peak %1 to %2</source>
        <translation>Spitzenwert %1 bis %2</translation>
    </message>
    <message>
        <source>mean %1 to %2</source>
        <translation>Mittelwert %1 bis %2</translation>
    </message>
    <message>
        <source>contrast %1 to %2</source>
        <translation>Kontrast %1 bis %2</translation>
    </message>
    <message>
        <source>%1: %2 on %3</source>
        <translation>%1: %2 (%3)</translation>
    </message>
    <message numerus="yes">
        <source>%Ln defect(s)</source>
        <translation>
            <numerusform>%Ln Fehler</numerusform>
            <numerusform>%Ln Fehler</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln part(s)</source>
        <translation>
            <numerusform>%Ln Teil</numerusform>
            <numerusform>%Ln Teile</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 from</source>
        <translation>%1 von</translation>
    </message>
    <message>
        <source>%1 to below</source>
        <translation>%1 bis unter</translation>
    </message>
    <message>
        <source>Defects</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>centre x %1 to %2</source>
        <translation>Mitte x %1 bis %2</translation>
    </message>
    <message>
        <source>centre y %1 to %2</source>
        <translation>Mitte y %1 bis %2</translation>
    </message>
    <message>
        <source>box width %1 to %2</source>
        <translation>Rahmenbreite %1 bis %2</translation>
    </message>
    <message>
        <source>box height %1 to %2</source>
        <translation>Rahmenhöhe %1 bis %2</translation>
    </message>
    <message>
        <source>%1 to below %2 regions</source>
        <translation>%1 bis unter %2 Regionen</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Parts</source>
        <translation>Teile</translation>
    </message>
</context>
<context>
    <name>widgets::Navigator</name>
    <message>
        <source>Overview</source>
        <translation>Übersicht</translation>
    </message>
    <message>
        <source>The part of the picture in sight</source>
        <translation>Der sichtbare Ausschnitt des Bildes</translation>
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
        <translation>Schließen</translation>
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
        <translation>%1. Klicken zeigt sie</translation>
    </message>
</context>
<context>
    <name>widgets::PageView</name>
    <message>
        <source>Page %1 of %2</source>
        <translation>Seite %1 von %2</translation>
    </message>
</context>
<context>
    <name>widgets::ParetoPlot</name>
    <message>
        <source>No defects to rank yet</source>
        <translation>Noch keine Fehler zu ordnen</translation>
    </message>
    <message>
        <source>Inspect parts: the class, zone or folder with the most defects stands first here. A click on a bar shows its parts.</source>
        <translation>Prüfen Sie Teile: Die Klasse, die Zone oder der Ordner mit den meisten Fehlern steht hier zuerst. Ein Klick auf einen Balken zeigt seine Teile.</translation>
    </message>
    <message>
        <source>Defects</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>(top folder)</source>
        <translation>(oberster Ordner)</translation>
    </message>
    <message numerus="yes">
        <source>%Ln more</source>
        <translation>
            <numerusform>%Ln weitere</numerusform>
            <numerusform>%Ln weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>no class</source>
        <translation>ohne Klasse</translation>
    </message>
    <message>
        <source>no zone</source>
        <translation>ohne Zone</translation>
    </message>
    <message>
        <source>class %1</source>
        <translation>Klasse %1</translation>
    </message>
    <message>
        <source>zone %1</source>
        <translation>Zone %1</translation>
    </message>
    <message>
        <source>defects in folder %1</source>
        <translation>Fehler im Ordner %1</translation>
    </message>
    <message numerus="yes">
        <source>%Ln other class(es)</source>
        <translation>
            <numerusform>%Ln weitere Klasse</numerusform>
            <numerusform>%Ln weitere Klassen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln other zone(s)</source>
        <translation>
            <numerusform>%Ln weitere Zone</numerusform>
            <numerusform>%Ln weitere Zonen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>defects in %Ln other folder(s)</source>
        <translation>
            <numerusform>Fehler in %Ln weiteren Ordner</numerusform>
            <numerusform>Fehler in %Ln weiteren Ordnern</numerusform>
        </translation>
    </message>
    <message>
        <source>unclassified defects</source>
        <translation>Fehler ohne Klasse</translation>
    </message>
    <message>
        <source>defects in no zone</source>
        <translation>Fehler außerhalb der Zonen</translation>
    </message>
    <message numerus="yes">
        <source>%Ln defect(s)</source>
        <translation>
            <numerusform>%Ln Fehler</numerusform>
            <numerusform>%Ln Fehler</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: %2, %3; %4 % with all before it</source>
        <translation>%1: %2, %3; %4 % mit allen davor</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>Klasse</translation>
    </message>
    <message>
        <source>Zone</source>
        <translation>Zone</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Cumulative %</source>
        <translation>Summe %</translation>
    </message>
    <message>
        <source>By class</source>
        <translation>Nach Klasse</translation>
    </message>
    <message>
        <source>By zone</source>
        <translation>Nach Zone</translation>
    </message>
    <message>
        <source>By folder</source>
        <translation>Nach Ordner</translation>
    </message>
    <message>
        <source>Grouping</source>
        <translation>Gruppierung</translation>
    </message>
    <message>
        <source>What defects are counted by</source>
        <translation>Wonach die Fehler gezählt werden</translation>
    </message>
    <message>
        <source>Number of defects</source>
        <translation>Anzahl der Fehler</translation>
    </message>
    <message>
        <source>Area of defects</source>
        <translation>Fläche der Fehler</translation>
    </message>
    <message>
        <source>Height of the bars</source>
        <translation>Höhe der Balken</translation>
    </message>
    <message>
        <source>What the bars add up</source>
        <translation>Was die Balken summieren</translation>
    </message>
    <message>
        <source>Pareto chart of the defects</source>
        <translation>Paretodiagramm der Fehler</translation>
    </message>
</context>
<context>
    <name>widgets::PartFilterModel</name>
    <message numerus="yes">
        <source>%1: %n part(s)</source>
        <comment>folder</comment>
        <translation>
            <numerusform>%1: %n Teil</numerusform>
            <numerusform>%1: %n Teile</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n failing</source>
        <translation>
            <numerusform>%n n. i. O.</numerusform>
            <numerusform>%n n. i. O.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n to review</source>
        <translation>
            <numerusform>%n nachzuprüfen</numerusform>
            <numerusform>%n nachzuprüfen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n passing</source>
        <translation>
            <numerusform>%n i. O.</numerusform>
            <numerusform>%n i. O.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n without a verdict</source>
        <translation>
            <numerusform>%n ohne Urteil</numerusform>
            <numerusform>%n ohne Urteil</numerusform>
        </translation>
    </message>
    <message>
        <source>Folded.</source>
        <translation>Zugeklappt.</translation>
    </message>
</context>
<context>
    <name>widgets::PictureGateEditor</name>
    <message>
        <source>This picture: brightness %1, focus %2.</source>
        <translation>Dieses Bild: Helligkeit %1, Schärfe %2.</translation>
    </message>
    <message>
        <source>This picture isn&apos;t measured yet: that is done when it is inspected.</source>
        <translation>Dieses Bild ist noch nicht gemessen: Das geschieht bei der Prüfung.</translation>
    </message>
    <message>
        <source>A part whose picture isn&apos;t like that is never passed: a person is asked to look at it.</source>
        <translation>Ein Teil, dessen Bild nicht so ist, gilt nie als i. O.: Eine Person muss es ansehen.</translation>
    </message>
    <message>
        <source>Mean grey value of the whole picture, 0 (black) to 255 (white).</source>
        <translation>Mittlerer Grauwert des ganzen Bildes, 0 (schwarz) bis 255 (weiß).</translation>
    </message>
    <message>
        <source>Brightness from</source>
        <translation>Helligkeit ab</translation>
    </message>
    <message>
        <source>Brightness up to</source>
        <translation>Helligkeit bis</translation>
    </message>
    <message>
        <source>Focus from</source>
        <translation>Schärfe ab</translation>
    </message>
    <message>
        <source>How much fine detail the picture has (variance of the Laplacian): it falls when the lens is out of focus or dirty.
It hangs on the part and on the light too, so compare pictures of the same kind.</source>
        <translation>Wie viele feine Einzelheiten das Bild hat (Varianz des Laplace-Operators): Der Wert sinkt, wenn das Objektiv unscharf oder verschmutzt ist.
Er hängt auch vom Teil und vom Licht ab; vergleichen Sie daher Bilder gleicher Art.</translation>
    </message>
    <message>
        <source>Propose</source>
        <translation>Vorschlagen</translation>
    </message>
    <message>
        <source>Limits that all usual pictures of those open pass with room to spare; it takes five that are inspected</source>
        <translation>Grenzen, die alle üblichen der geöffneten Bilder mit Spielraum einhalten; dazu braucht es fünf geprüfte</translation>
    </message>
</context>
<context>
    <name>widgets::PlotView</name>
    <message>
        <source>&amp;Copy numbers</source>
        <translation>Zahlen &amp;kopieren</translation>
    </message>
</context>
<context>
    <name>widgets::PositionEditor</name>
    <message>
        <source>This part is the reference.</source>
        <translation>Dieses Teil ist die Referenz.</translation>
    </message>
    <message>
        <source>This part isn&apos;t looked for yet.</source>
        <translation>Dieses Teil wurde noch nicht gesucht.</translation>
    </message>
    <message>
        <source>This part isn&apos;t found: match %1, at least %2 asked for.</source>
        <translation>Dieses Teil wurde nicht gefunden: Übereinstimmung %1, verlangt sind mindestens %2.</translation>
    </message>
    <message>
        <source>%1 to the left</source>
        <translation>%1 weiter links</translation>
    </message>
    <message>
        <source>%1 to the right</source>
        <translation>%1 weiter rechts</translation>
    </message>
    <message>
        <source>%1 up</source>
        <translation>%1 höher</translation>
    </message>
    <message>
        <source>%1 down</source>
        <translation>%1 tiefer</translation>
    </message>
    <message>
        <source>turned left by %1°</source>
        <translation>um %1° nach links gedreht</translation>
    </message>
    <message>
        <source>turned right by %1°</source>
        <translation>um %1° nach rechts gedreht</translation>
    </message>
    <message>
        <source>This part lies %1, %2, %3; match %4.</source>
        <translation>Dieses Teil liegt %1, %2, %3; Übereinstimmung %4.</translation>
    </message>
    <message>
        <source>Find the part in each picture</source>
        <translation>Teil in jedem Bild suchen</translation>
    </message>
    <message>
        <source>Zones, don&apos;t-care areas and what good parts show lie where the part does.
A part that isn&apos;t found is never passed: a person is asked to look at it.</source>
        <translation>Zonen, Ausschlussbereiche und die Gutteil-Referenz liegen dort, wo das Teil liegt.
Ein Teil, das nicht gefunden wird, gilt nie als i. O.: Eine Person muss es ansehen.</translation>
    </message>
    <message>
        <source>Where parts lie elsewhere in each picture, zones, don&apos;t-care areas and what good parts show can move along. Show a part that lies well, and take it as the reference.</source>
        <translation>Wo Teile in jedem Bild anders liegen, können Zonen, Ausschlussbereiche und die Gutteil-Referenz mitwandern. Zeigen Sie ein gut liegendes Teil und nehmen Sie es als Referenz.</translation>
    </message>
    <message>
        <source>Moved by up to</source>
        <translation>Verschoben um bis zu</translation>
    </message>
    <message>
        <source> %</source>
        <translation> %</translation>
    </message>
    <message>
        <source>How far the mark is looked for, in percent of the picture&apos;s longer side.
Further takes longer.</source>
        <translation>Wie weit die Marke gesucht wird, in Prozent der längeren Bildseite.
Weiter dauert länger.</translation>
    </message>
    <message>
        <source>Turned by up to</source>
        <translation>Gedreht um bis zu</translation>
    </message>
    <message>
        <source>°</source>
        <translation>°</translation>
    </message>
    <message>
        <source>Either way. Further takes longer: 180° means that parts may lie any way round.</source>
        <translation>In beide Richtungen. Weiter dauert länger: 180° heißt, dass Teile beliebig gedreht liegen dürfen.</translation>
    </message>
    <message>
        <source>Match from</source>
        <translation>Übereinst. ab</translation>
    </message>
    <message>
        <source>How like the reference the mark has to be, 0 to 1 (correlation): brightness and contrast don&apos;t count.
Lower it where good parts aren&apos;t found, raise it where something else is taken for the part.</source>
        <translation>Wie ähnlich die Marke der Referenz sein muss, 0 bis 1 (Korrelation): Helligkeit und Kontrast zählen nicht.
Senken Sie den Wert, wo Gutteile nicht gefunden werden; erhöhen Sie ihn, wo etwas anderes für das Teil gehalten wird.</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Every part counts as lying alike again</source>
        <translation>Jedes Teil gilt wieder als gleich liegend</translation>
    </message>
    <message>
        <source>Take This Part</source>
        <translation>Dieses Teil nehmen</translation>
    </message>
    <message>
        <source>The part that is shown becomes the reference. Zones that are there already keep their places in its picture.</source>
        <translation>Das gezeigte Teil wird zur Referenz. Bereits vorhandene Zonen behalten ihren Platz in dessen Bild.</translation>
    </message>
    <message>
        <source>This part lies %1, %2, %3: further than allowed. Match %4.</source>
        <translation>Dieses Teil liegt %1, %2, %3: weiter als erlaubt. Übereinstimmung %4.</translation>
    </message>
    <message>
        <source>Parts aren&apos;t looked for: each counts as lying as in the reference.</source>
        <translation>Teile werden nicht gesucht: Jedes gilt als so liegend wie in der Referenz.</translation>
    </message>
    <message>
        <source>This part can&apos;t be looked for: what that takes was not kept. Inspect it again.</source>
        <translation>Dieses Teil kann nicht gesucht werden: Was dazu nötig ist, wurde nicht gespeichert. Prüfen Sie es erneut.</translation>
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
        <translation>Wird angehalten…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>widgets::RateCard</name>
    <message>
        <source>of %1</source>
        <translation>von %1</translation>
    </message>
    <message>
        <source>at most %1</source>
        <translation>höchstens %1</translation>
    </message>
    <message>
        <source>%1, 95&#xa0;%: %2</source>
        <comment>parts per million, interval of confidence</comment>
        <translation>%1, 95&#xa0;%: %2</translation>
    </message>
    <message>
        <source>Wilson&apos;s interval: the true rate lies in it with 95 % confidence</source>
        <translation>Wilson-Intervall: Der wahre Anteil liegt mit 95 % Sicherheit darin</translation>
    </message>
    <message>
        <source>The most (least) that so many parts allow to promise with 95 % confidence</source>
        <translation>Das Höchste (Geringste), was sich bei so vielen Teilen mit 95 % Sicherheit zusagen lässt</translation>
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
        <translation>Grau</translation>
    </message>
    <message>
        <source>RGB</source>
        <translation>RGB</translation>
    </message>
    <message>
        <source>heat</source>
        <translation>Heatmap</translation>
    </message>
</context>
<context>
    <name>widgets::ReferenceView</name>
    <message>
        <source>Mark that parts are found by</source>
        <translation>Marke, an der Teile gefunden werden</translation>
    </message>
    <message>
        <source>Drag a rectangle around what looks alike on every part; drag inside it to move it.
Arrow keys move it, with Shift its lower right corner. Double click: the usual one.</source>
        <translation>Ziehen Sie ein Rechteck um etwas, das auf jedem Teil gleich aussieht; ziehen Sie darin, um es zu verschieben.
Pfeiltasten verschieben es, mit Shift die untere rechte Ecke. Doppelklick: das übliche.</translation>
    </message>
</context>
<context>
    <name>widgets::RemovableChip</name>
    <message>
        <source>Show all again (Esc)</source>
        <translation>Wieder alle zeigen (Esc)</translation>
    </message>
    <message>
        <source>Remove: %1</source>
        <translation>Entfernen: %1</translation>
    </message>
</context>
<context>
    <name>widgets::ReviewPanel</name>
    <message>
        <source>Not reviewed yet.</source>
        <translation>Noch nicht nachgeprüft.</translation>
    </message>
    <message>
        <source>somebody</source>
        <translation>jemand</translation>
    </message>
    <message>
        <source>Overruled: %1, says %2, %3. The machine says %4.</source>
        <translation>Überstimmt: %1, laut %2, %3. Die Maschine sagt „%4“.</translation>
    </message>
    <message>
        <source>%1, says %2, %3.</source>
        <translation>%1, laut %2, %3.</translation>
    </message>
    <message>
        <source>Region %1</source>
        <translation>Region %1</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>Region</translation>
    </message>
    <message>
        <source>Class, such as scratch</source>
        <translation>Klasse, etwa Kratzer</translation>
    </message>
    <message>
        <source>Select a region first</source>
        <translation>Wählen Sie zuerst eine Region</translation>
    </message>
    <message>
        <source>Accept</source>
        <translation>Annehmen</translation>
    </message>
    <message>
        <source>The part is good (A)</source>
        <translation>Das Teil ist gut (A)</translation>
    </message>
    <message>
        <source>Reject</source>
        <translation>Ablehnen</translation>
    </message>
    <message>
        <source>The part is defective (R)</source>
        <translation>Das Teil ist fehlerhaft (R)</translation>
    </message>
    <message>
        <source>Overrule</source>
        <translation>Überstimmen</translation>
    </message>
    <message>
        <source>The opposite of what the machine says (O)</source>
        <translation>Das Gegenteil dessen, was die Maschine sagt (O)</translation>
    </message>
    <message>
        <source>Take Back</source>
        <translation>Zurücknehmen</translation>
    </message>
    <message>
        <source>Take your verdict back; the log keeps both</source>
        <translation>Ihr Urteil zurücknehmen; das Protokoll behält beides</translation>
    </message>
    <message>
        <source>Really is</source>
        <translation>Tatsächlich</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>Unbekannt</translation>
    </message>
    <message>
        <source>Good</source>
        <translation>Gut</translation>
    </message>
    <message>
        <source>Defective</source>
        <translation>Schlecht</translation>
    </message>
    <message>
        <source>What the part really is isn&apos;t known (U)</source>
        <translation>Was das Teil tatsächlich ist, ist nicht bekannt (U)</translation>
    </message>
    <message>
        <source>The part is really good; limits are tuned against this (G)</source>
        <translation>Das Teil ist tatsächlich gut; daran werden Grenzen eingestellt (G)</translation>
    </message>
    <message>
        <source>The part is really defective; limits are tuned against this (B)</source>
        <translation>Das Teil ist tatsächlich fehlerhaft; daran werden Grenzen eingestellt (B)</translation>
    </message>
    <message>
        <source>Class of the region</source>
        <translation>Klasse der Region</translation>
    </message>
    <message>
        <source>Class of the selected region (L)</source>
        <translation>Klasse der gewählten Region (L)</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>Note on this part (N)</source>
        <translation>Notiz zu diesem Teil (N)</translation>
    </message>
    <message>
        <source>Note on this part</source>
        <translation>Notiz zu diesem Teil</translation>
    </message>
    <message>
        <source>%1 Judged blind: %2.</source>
        <translation>%1 Blind beurteilt: %2.</translation>
    </message>
</context>
<context>
    <name>widgets::RulerTool</name>
    <message>
        <source>Drag an end, or nudge it with the arrow keys. Enter: calibrate by this length. Esc: remove.</source>
        <translation>Ziehen Sie ein Ende oder rücken Sie es mit den Pfeiltasten. Enter: nach dieser Länge kalibrieren. Esc: entfernen.</translation>
    </message>
    <message>
        <source>Drag from end to end. Shift: level, upright or diagonal. Esc: done.</source>
        <translation>Von Ende zu Ende ziehen. Shift: waagerecht, senkrecht oder diagonal. Esc: fertig.</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>across %1, down %2, %3°</source>
        <translation>waagerecht %1, senkrecht %2, %3°</translation>
    </message>
</context>
<context>
    <name>widgets::ScoreEditor</name>
    <message>
        <source>Rule</source>
        <translation>Regel</translation>
    </message>
    <message>
        <source>Mean of the top, both branches</source>
        <translation>Mittel der höchsten, beide Zweige</translation>
    </message>
    <message>
        <source>Mean of the top</source>
        <translation>Mittel der höchsten</translation>
    </message>
    <message>
        <source>Greatest value</source>
        <translation>Größter Wert</translation>
    </message>
    <message>
        <source>Share of the area</source>
        <translation>Flächenanteil</translation>
    </message>
    <message>
        <source>How one number is made of the heat. The first is the published one: both branches, before blending and smoothing.</source>
        <translation>Wie aus der Heatmap eine Zahl wird. Die erste Regel ist die veröffentlichte: beide Zweige, vor Mischen und Glätten.</translation>
    </message>
    <message>
        <source>Of the pixels</source>
        <translation>Anteil der Pixel</translation>
    </message>
    <message>
        <source> %</source>
        <translation> %</translation>
    </message>
    <message>
        <source>At or above</source>
        <translation>Ab</translation>
    </message>
    <message>
        <source>The score has limits too</source>
        <translation>Auch der Score hat Grenzen</translation>
    </message>
    <message>
        <source>The worse of both verdicts counts: that of the regions and that of the score</source>
        <translation>Es zählt das schlechtere der beiden Urteile: das der Regionen und das des Scores</translation>
    </message>
    <message>
        <source>Fail</source>
        <translation>n. i. O.</translation>
    </message>
    <message>
        <source>A score that reaches this fails the part</source>
        <translation>Erreicht der Score diesen Wert, ist das Teil n. i. O.</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>Nachprüfen</translation>
    </message>
    <message>
        <source>A score that reaches only this asks for a person</source>
        <translation>Erreicht der Score nur diesen Wert, muss eine Person das Teil ansehen</translation>
    </message>
</context>
<context>
    <name>widgets::ScoreHistogram</name>
    <message numerus="yes">
        <source>Scores of %Ln part(s).</source>
        <translation>
            <numerusform>Scores von %Ln Teil.</numerusform>
            <numerusform>Scores von %Ln Teilen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Fail limit %1, review limit %2.</source>
        <translation>Fehlergrenze %1, Nachprüfgrenze %2.</translation>
    </message>
    <message>
        <source>Escapes %1, overkill %2.</source>
        <translation>Schlupf %1, Pseudofehler %2.</translation>
    </message>
    <message>
        <source>Score histogram</source>
        <translation>Score-Histogramm</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Log</translation>
    </message>
    <message>
        <source>Few parts beside many: count on a logarithmic axis</source>
        <translation>Wenige Teile neben vielen: Anzahl auf logarithmischer Achse</translation>
    </message>
    <message>
        <source>Whole axis</source>
        <translation>Ganze Achse</translation>
    </message>
    <message>
        <source>Show all scores from 0 to 1. The wheel zooms, with Shift it moves.</source>
        <translation>Alle Scores von 0 bis 1 zeigen. Das Rad zoomt, mit Shift verschiebt es.</translation>
    </message>
    <message>
        <source>Score shown</source>
        <translation>Gezeigter Score</translation>
    </message>
    <message>
        <source>The region score is judged by the recipe&apos;s limits, the image score by the limits on the score</source>
        <translation>Der Regions-Score wird nach den Grenzen des Rezepts beurteilt, der Bild-Score nach den Grenzen für den Score</translation>
    </message>
</context>
<context>
    <name>widgets::SplitHandle</name>
    <message>
        <source>Dividing line</source>
        <translation>Trennlinie</translation>
    </message>
    <message>
        <source>%1 % from the left</source>
        <translation>%1 % von links</translation>
    </message>
    <message>
        <source>Drag, or move with the arrow keys; a double click goes back to the middle</source>
        <translation>Ziehen oder mit den Pfeiltasten bewegen; ein Doppelklick führt zurück zur Mitte</translation>
    </message>
</context>
<context>
    <name>widgets::StatisticsPanel</name>
    <message>
        <source>Statistics</source>
        <translation>Statistik</translation>
    </message>
    <message>
        <source>Label parts as good or defective (G / B, with Shift all that are shown) to see escapes and overkill.</source>
        <translation>Stufen Sie Teile als gut oder fehlerhaft ein (G / B, mit Shift alle gezeigten), um Schlupf und Pseudofehler zu sehen.</translation>
    </message>
    <message>
        <source>Escapes</source>
        <translation>Schlupf</translation>
    </message>
    <message>
        <source>Defective parts that pass</source>
        <translation>Schlechtteile mit Urteil i. O.</translation>
    </message>
    <message>
        <source>Label defective parts (B) to see how many escape.</source>
        <translation>Stufen Sie Schlechtteile ein (B), um den Schlupf zu sehen.</translation>
    </message>
    <message>
        <source>Overkill</source>
        <translation>Pseudofehler</translation>
    </message>
    <message>
        <source>Good parts that fail</source>
        <translation>Gutteile mit Urteil n. i. O.</translation>
    </message>
    <message>
        <source>Label good parts (G) to see how many fail.</source>
        <translation>Stufen Sie Gutteile ein (G), um zu sehen, wie viele n. i. O. sind.</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>Nachprüfen</translation>
    </message>
    <message>
        <source>Labelled parts that a person has to look at</source>
        <translation>Eingestufte Teile, die eine Person ansehen muss</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>Kosten</translation>
    </message>
</context>
<context>
    <name>widgets::SuggestionPanel</name>
    <message>
        <source>Escapes at most</source>
        <translation>Schlupf max.</translation>
    </message>
    <message>
        <source>Overkill at most</source>
        <translation>Pseudofehler max.</translation>
    </message>
    <message>
        <source>Limit %1</source>
        <translation>Grenze %1</translation>
    </message>
    <message>
        <source>Suggested limit</source>
        <translation>Vorgeschlagene Grenze</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>Verfahren</translation>
    </message>
    <message>
        <source>&#xa0;%</source>
        <translation>&#xa0;%</translation>
    </message>
    <message>
        <source>Use as fail limit</source>
        <translation>Als Fehlergrenze</translation>
    </message>
    <message>
        <source>Use as review limit</source>
        <translation>Als Nachprüfgrenze</translation>
    </message>
    <message numerus="yes">
        <source>%Ln labelled part(s) fail(s) by another limit, whatever this one is.</source>
        <translation>
            <numerusform>%Ln eingestuftes Teil ist durch eine andere Grenze n. i. O., wie diese auch liegt.</numerusform>
            <numerusform>%Ln eingestufte Teile sind durch eine andere Grenze n. i. O., wie diese auch liegt.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>widgets::TileEditor</name>
    <message>
        <source>This picture would have more than %1 tiles and is not inspected: take at least %2 px.</source>
        <translation>Dieses Bild hätte mehr als %1 Kacheln und wird nicht geprüft: Nehmen Sie mindestens %2 px.</translation>
    </message>
    <message>
        <source>One patch of the model covers %1 × %2 %3 of this picture.</source>
        <translation>Ein Patch des Modells deckt %1 × %2 %3 dieses Bildes ab.</translation>
    </message>
    <message>
        <source>It fits into one tile.</source>
        <translation>Es passt in eine Kachel.</translation>
    </message>
    <message numerus="yes">
        <source>%n tiles, about %n times as long.</source>
        <translation>
            <numerusform>%n Kachel, dauert etwa %n-mal so lange.</numerusform>
            <numerusform>%n Kacheln, dauert etwa %n-mal so lange.</numerusform>
        </translation>
    </message>
    <message>
        <source>Look at the picture in tiles</source>
        <translation>Bild in Kacheln betrachten</translation>
    </message>
    <message>
        <source>Small defects in a large picture are lost where the whole of it is shrunk to the model&apos;s input.
Each tile is looked at with the whole input; neighbours overlap by a fifth, and their heat passes over without a seam.</source>
        <translation>Kleine Fehler in einem großen Bild gehen verloren, wo das ganze Bild auf die Modelleingabe verkleinert wird.
Jede Kachel wird mit der ganzen Eingabe betrachtet; Nachbarn überlappen um ein Fünftel, und ihre Heatmaps gehen ohne Naht ineinander über.</translation>
    </message>
    <message>
        <source>Side of a tile</source>
        <translation>Kachelseite</translation>
    </message>
    <message>
        <source> px</source>
        <translation> px</translation>
    </message>
    <message>
        <source>In pixels of the picture. The smaller the tiles, the smaller the defects that are seen, and the longer it takes.</source>
        <translation>In Pixeln des Bildes. Je kleiner die Kacheln, desto kleiner die Fehler, die gesehen werden, und desto länger dauert es.</translation>
    </message>
</context>
<context>
    <name>widgets::TrainingPlot</name>
    <message>
        <source>Epoch %1: loss %2, pixel AP %3, image AUROC %4</source>
        <translation>Epoche %1: Verlust %2, Pixel-AP %3, Bild-AUROC %4</translation>
    </message>
    <message>
        <source> (the best)</source>
        <translation> (die beste)</translation>
    </message>
    <message>
        <source>Epoch</source>
        <translation>Epoche</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>Verlust</translation>
    </message>
    <message>
        <source>Pixel AP</source>
        <translation>Pixel-AP</translation>
    </message>
    <message>
        <source>Image AUROC</source>
        <translation>Bild-AUROC</translation>
    </message>
    <message>
        <source>No training yet</source>
        <translation>Noch kein Training</translation>
    </message>
    <message>
        <source>The loss of each step and the figures of each epoch appear here while the model learns.</source>
        <translation>Der Verlust jedes Schritts und die Werte jeder Epoche erscheinen hier, während das Modell lernt.</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>Pixel AP of the validation</source>
        <translation>Pixel-AP der Validierung</translation>
    </message>
    <message>
        <source>Image AUROC of the validation</source>
        <translation>Bild-AUROC der Validierung</translation>
    </message>
    <message>
        <source>Validation</source>
        <translation>Validierung</translation>
    </message>
</context>
<context>
    <name>widgets::TrendPlot</name>
    <message>
        <source>No scores yet</source>
        <translation>Noch keine Scores</translation>
    </message>
    <message>
        <source>Inspect parts: their scores stand here in order, so that a drift shows. A click on a point opens its part.</source>
        <translation>Prüfen Sie Teile: Ihre Scores stehen hier der Reihe nach, sodass eine Drift sichtbar wird. Ein Klick auf einen Punkt öffnet sein Teil.</translation>
    </message>
    <message>
        <source>No part has a time</source>
        <translation>Kein Teil hat eine Zeit</translation>
    </message>
    <message>
        <source>Choose the order of files to see the scores.</source>
        <translation>Wählen Sie die Dateireihenfolge, um die Scores zu sehen.</translation>
    </message>
    <message>
        <source>Part, in file order</source>
        <translation>Teil, in Dateireihenfolge</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message numerus="yes">
        <source>Time (%Ln part(s) have none)</source>
        <translation>
            <numerusform>Zeit (%Ln Teil hat keine)</numerusform>
            <numerusform>Zeit (%Ln Teile haben keine)</numerusform>
        </translation>
    </message>
    <message>
        <source>parts %1 to %2</source>
        <translation>Teile %1 bis %2</translation>
    </message>
    <message>
        <source>parts from %1 to %2</source>
        <translation>Teile von %1 bis %2</translation>
    </message>
    <message>
        <source>%1: %2, score %3</source>
        <translation>%1: %2, Score %3</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>Parts %1 to %2: %3 % fail, limits %4 to %5 %</source>
        <translation>Teile %1 bis %2: %3 % n. i. O., Eingriffsgrenzen %4 bis %5 %</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Nr.</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>Teil</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>Score</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>Urteil</translation>
    </message>
    <message>
        <source>Fail %1</source>
        <translation>n. i. O. %1</translation>
    </message>
    <message>
        <source>Review %1</source>
        <translation>Nachprüfen %1</translation>
    </message>
    <message>
        <source>File order</source>
        <translation>Dateireihenfolge</translation>
    </message>
    <message>
        <source>Order of the parts</source>
        <translation>Reihenfolge der Teile</translation>
    </message>
    <message>
        <source>What the parts are ordered by</source>
        <translation>Wonach die Teile geordnet sind</translation>
    </message>
    <message>
        <source>No line</source>
        <translation>Keine Linie</translation>
    </message>
    <message>
        <source>Running mean</source>
        <translation>Gleitendes Mittel</translation>
    </message>
    <message>
        <source>Fail rate</source>
        <translation>Anteil n. i. O.</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>Linie</translation>
    </message>
    <message>
        <source>Running mean of the score, or the share of failing parts in groups with its 3-sigma limits (p chart)</source>
        <translation>Gleitendes Mittel des Scores oder Anteil der Teile n. i. O. in Gruppen, mit seinen 3-Sigma-Grenzen (p-Karte)</translation>
    </message>
    <message>
        <source> parts</source>
        <translation> Teile</translation>
    </message>
    <message>
        <source>Parts in a group</source>
        <translation>Teile je Gruppe</translation>
    </message>
    <message>
        <source>How many parts are taken together</source>
        <translation>Wie viele Teile zusammengefasst werden</translation>
    </message>
    <message>
        <source>% failing</source>
        <translation>% n. i. O.</translation>
    </message>
    <message>
        <source>Trend of the scores</source>
        <translation>Trend der Scores</translation>
    </message>
    <message>
        <source>Wheel: zoom; with Ctrl the scores. Drag with Shift: move. Double click: show all. Drag: parts of a range.</source>
        <translation>Rad: Zoom; mit Ctrl die Scores. Ziehen mit Shift: verschieben. Doppelklick: alles zeigen. Ziehen: Teile eines Bereichs.</translation>
    </message>
</context>
<context>
    <name>widgets::VerdictChip</name>
    <message numerus="yes">
        <source>%n failing part(s)</source>
        <translation>
            <numerusform>%n Teil n. i. O.</numerusform>
            <numerusform>%n Teile n. i. O.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n part(s) to review</source>
        <translation>
            <numerusform>%n Teil nachzuprüfen</numerusform>
            <numerusform>%n Teile nachzuprüfen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n part(s) with an error</source>
        <translation>
            <numerusform>%n Teil mit Störung</numerusform>
            <numerusform>%n Teile mit Störung</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n passing part(s)</source>
        <translation>
            <numerusform>%n Teil i. O.</numerusform>
            <numerusform>%n Teile i. O.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n part(s) not inspected</source>
        <translation>
            <numerusform>%n Teil nicht geprüft</numerusform>
            <numerusform>%n Teile nicht geprüft</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>widgets::VerdictPanel</name>
    <message>
        <source>No part is open.</source>
        <translation>Es ist kein Teil geöffnet.</translation>
    </message>
    <message>
        <source>Waiting for its turn.</source>
        <translation>Wartet, bis es an der Reihe ist.</translation>
    </message>
    <message>
        <source>The model is looking at it.</source>
        <translation>Das Modell sieht es sich an.</translation>
    </message>
    <message>
        <source>Cancelled before it was inspected.</source>
        <translation>Vor der Prüfung abgebrochen.</translation>
    </message>
</context>
<context>
    <name>widgets::VerdictTable</name>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>label, verdict</comment>
        <translation>%1, %2</translation>
    </message>
</context>
<context>
    <name>widgets::ZoneLimits</name>
    <message>
        <source>Fail</source>
        <translation>n. i. O.</translation>
    </message>
    <message>
        <source>A region in this zone that reaches this fails the part</source>
        <translation>Erreicht eine Region in dieser Zone diesen Wert, ist das Teil n. i. O.</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>Nachprüfen</translation>
    </message>
    <message>
        <source>A region in this zone that reaches only this asks for a person</source>
        <translation>Erreicht eine Region in dieser Zone nur diesen Wert, muss eine Person das Teil ansehen</translation>
    </message>
    <message>
        <source>Area</source>
        <translation>Fläche</translation>
    </message>
    <message>
        <source>Smaller regions in this zone are left out</source>
        <translation>Kleinere Regionen in dieser Zone zählen nicht</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>Länge</translation>
    </message>
    <message>
        <source>Shorter regions in this zone are left out; the longest way across counts</source>
        <translation>Kürzere Regionen in dieser Zone zählen nicht; es gilt die größte Ausdehnung</translation>
    </message>
    <message>
        <source>Regions grow below the limit</source>
        <translation>Regionen wachsen unter die Grenze</translation>
    </message>
    <message>
        <source>A region begins where a limit is reached and spreads as far as the heat stays above a lower one</source>
        <translation>Eine Region beginnt, wo eine Grenze erreicht ist, und reicht so weit, wie die Heatmap über einer niedrigeren bleibt</translation>
    </message>
    <message>
        <source>Down to</source>
        <translation>Hinab bis</translation>
    </message>
</context>
<context>
    <name>widgets::ZoneListModel</name>
    <message>
        <source>Zone</source>
        <translation>Zone</translation>
    </message>
    <message>
        <source>Don&apos;t care</source>
        <translation>Ausschluss</translation>
    </message>
    <message>
        <source>Judged by its own limits; later zones lie over earlier ones</source>
        <translation>Nach eigenen Grenzen beurteilt; spätere Zonen liegen über früheren</translation>
    </message>
    <message>
        <source>Never judged, whatever zone lies there</source>
        <translation>Nie beurteilt, welche Zone dort auch liegt</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>Nr.</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
</context>
<context>
    <name>widgets::ZonePanel</name>
    <message>
        <source>Limits of %1</source>
        <translation>Grenzen von %1</translation>
    </message>
    <message>
        <source>Select a zone to set its own limits. Whatever lies in no zone is judged by the recipe&apos;s limits.</source>
        <translation>Wählen Sie eine Zone, um ihre eigenen Grenzen zu setzen. Was in keiner Zone liegt, wird nach den Grenzen des Rezepts beurteilt.</translation>
    </message>
    <message>
        <source>Nothing inside is ever judged, whatever zone lies there.</source>
        <translation>Nichts darin wird je beurteilt, welche Zone dort auch liegt.</translation>
    </message>
    <message>
        <source>Zones and don&apos;t-care areas</source>
        <translation>Zonen und Ausschlussbereiche</translation>
    </message>
    <message>
        <source>A zone is a part of the picture with limits of its own, such as a sealing face that must be flawless. A don&apos;t-care area is never judged, such as a label. Choose a kind and a form above, then draw over the picture.</source>
        <translation>Eine Zone ist ein Stück des Bildes mit eigenen Grenzen, etwa eine Dichtfläche, die makellos sein muss. Ein Ausschlussbereich wird nie beurteilt, etwa ein Etikett. Wählen Sie oben Art und Form und zeichnen Sie dann auf dem Bild.</translation>
    </message>
</context>
<context>
    <name>widgets::ZoneTool</name>
    <message>
        <source>The line would cross itself here</source>
        <translation>Die Linie würde sich hier selbst kreuzen</translation>
    </message>
    <message>
        <source>Click to set the first point</source>
        <translation>Klicken setzt den ersten Punkt</translation>
    </message>
    <message>
        <source>Click to set points · Backspace takes one back · Esc cancels</source>
        <translation>Klicken setzt Punkte · Rücktaste nimmt einen zurück · Esc bricht ab</translation>
    </message>
    <message>
        <source>Enter or a click on the first point closes · Backspace takes one back · Esc cancels</source>
        <translation>Enter oder ein Klick auf den ersten Punkt schließt · Rücktaste nimmt einen zurück · Esc bricht ab</translation>
    </message>
    <message>
        <source>Drag a rectangle · Shift: square · Esc: no more drawing</source>
        <translation>Rechteck aufziehen · Shift: Quadrat · Esc: nicht mehr zeichnen</translation>
    </message>
    <message>
        <source>Drag an ellipse · Shift: circle · Esc: no more drawing</source>
        <translation>Ellipse aufziehen · Shift: Kreis · Esc: nicht mehr zeichnen</translation>
    </message>
    <message>
        <source>Shift: 45° steps · Alt: no snapping · Esc cancels</source>
        <translation>Shift: 45°-Schritte · Alt: kein Einrasten · Esc bricht ab</translation>
    </message>
    <message>
        <source>Choose a form to draw a zone or a don&apos;t-care area</source>
        <translation>Wählen Sie eine Form, um eine Zone oder einen Ausschlussbereich zu zeichnen</translation>
    </message>
    <message>
        <source>Click a zone or a don&apos;t-care area to edit it</source>
        <translation>Klicken Sie eine Zone oder einen Ausschlussbereich zum Bearbeiten an</translation>
    </message>
    <message>
        <source>Drag points or the whole shape · a double click on the line adds a point · Delete removes the shape</source>
        <translation>Punkte oder die ganze Form ziehen · ein Doppelklick auf die Linie fügt einen Punkt hinzu · Entf entfernt die Form</translation>
    </message>
    <message>
        <source>Drag or use the arrow keys · Delete removes the point</source>
        <translation>Ziehen oder Pfeiltasten verwenden · Entf entfernt den Punkt</translation>
    </message>
    <message>
        <source>A shape has at least three points · Esc, then Delete removes the shape</source>
        <translation>Eine Form hat mindestens drei Punkte · Esc, dann Entf entfernt die Form</translation>
    </message>
    <message>
        <source>A recipe has at most %1 zones · Esc, then remove one first</source>
        <translation>Ein Rezept hat höchstens %1 Zonen · Esc, dann zuerst eine entfernen</translation>
    </message>
</context>
<context>
    <name>widgets::ZoneTools</name>
    <message>
        <source>Zone</source>
        <translation>Zone</translation>
    </message>
    <message>
        <source>What is drawn next has limits of its own</source>
        <translation>Was als Nächstes gezeichnet wird, hat eigene Grenzen</translation>
    </message>
    <message>
        <source>Don&apos;t care</source>
        <translation>Ausschluss</translation>
    </message>
    <message>
        <source>What is drawn next is never judged</source>
        <translation>Was als Nächstes gezeichnet wird, wird nie beurteilt</translation>
    </message>
    <message>
        <source>Select and edit</source>
        <translation>Wählen und bearbeiten</translation>
    </message>
    <message>
        <source>Drag points and shapes on the picture</source>
        <translation>Punkte und Formen auf dem Bild ziehen</translation>
    </message>
    <message>
        <source>Polygon</source>
        <translation>Polygon</translation>
    </message>
    <message>
        <source>Click point by point on the picture</source>
        <translation>Punkt für Punkt auf das Bild klicken</translation>
    </message>
    <message>
        <source>Rectangle</source>
        <translation>Rechteck</translation>
    </message>
    <message>
        <source>Drag it on the picture</source>
        <translation>Auf dem Bild aufziehen</translation>
    </message>
    <message>
        <source>Ellipse</source>
        <translation>Ellipse</translation>
    </message>
    <message>
        <source>Earlier</source>
        <translation>Früher</translation>
    </message>
    <message>
        <source>Alt+Up in the list</source>
        <translation>Alt+Up in der Liste</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>Später</translation>
    </message>
    <message>
        <source>Later zones lie over earlier ones (Alt+Down in the list)</source>
        <translation>Spätere Zonen liegen über früheren (Alt+Down in der Liste)</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>Duplizieren</translation>
    </message>
    <message>
        <source>Ctrl+D in the list</source>
        <translation>Ctrl+D in der Liste</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Delete in the list</source>
        <translation>Entf in der Liste</translation>
    </message>
</context>
</TS>
