// Epochs of example pictures: what is shown, asked for, kept and said.
#include "widgets/example_strip.h"

#include <QSignalSpy>
#include <QSlider>
#include <QtTest>

using namespace widgets;

namespace {

ExampleStrip::Example exampleOf(int epoch, int number, const QString& product = QStringLiteral("gear"), bool defective = true)
{
    return {epoch, number, product, defective, QStringLiteral("/t/epoch-%1-%2.png").arg(epoch).arg(number)};
}

QImage picture(Qt::GlobalColor colour)
{
    QImage image(8, 8, QImage::Format_RGB32);
    image.fill(colour);
    return image;
}

}  // namespace

class TestExampleStrip : public QObject {
    Q_OBJECT

private slots:
    void hiddenUntilThereIsSomething();
    void theNewestEpochIsFollowed();
    void whoStepsBackStaysThere();
    void arrowKeysStep();
    void picturesAreAskedForOnceWhenSeen();
    void aPictureDrawnAnewIsAskedForAnew();
    void oldEpochsGo();
    void orderIsThatOfTheNumbers();
    void outOfRangeIsPassedOver_data();
    void outOfRangeIsPassedOver();
    void sentencesNameProductAndEpoch();
};

void TestExampleStrip::hiddenUntilThereIsSomething()
{
    ExampleStrip strip;
    QVERIFY(strip.isHidden());
    QCOMPARE(strip.shownEpoch(), 0);
    strip.add(exampleOf(1, 1));
    QVERIFY(!strip.isHidden());
    strip.clear();
    QVERIFY(strip.isHidden());
    QCOMPARE(strip.epochs(), QList<int>());
}

void TestExampleStrip::theNewestEpochIsFollowed()
{
    ExampleStrip strip;
    for (int epoch = 1; epoch <= 3; ++epoch) {
        strip.add(exampleOf(epoch, 1));
        strip.add(exampleOf(epoch, 2));
        QCOMPARE(strip.shownEpoch(), epoch);
    }
    QCOMPARE(strip.heading(), QStringLiteral("Validation parts after epoch 3 of 3"));
}

void TestExampleStrip::whoStepsBackStaysThere()
{
    ExampleStrip strip;
    for (int epoch = 1; epoch <= 3; ++epoch)
        strip.add(exampleOf(epoch, 1));
    auto* const slider = strip.findChild<QSlider*>();
    slider->setValue(0);
    QCOMPARE(strip.shownEpoch(), 1);
    strip.add(exampleOf(4, 1));
    QCOMPARE(strip.shownEpoch(), 1);
    QCOMPARE(strip.heading(), QStringLiteral("Validation parts after epoch 1 of 4"));
    slider->setValue(slider->maximum());
    strip.add(exampleOf(5, 1));
    QCOMPARE(strip.shownEpoch(), 5);
}

void TestExampleStrip::arrowKeysStep()
{
    ExampleStrip strip;
    for (int epoch = 1; epoch <= 3; ++epoch)
        strip.add(exampleOf(epoch, 1));
    strip.show();
    auto* const slider = strip.findChild<QSlider*>();
    QTest::keyClick(slider, Qt::Key_Left);
    QCOMPARE(strip.shownEpoch(), 2);
    QTest::keyClick(slider, Qt::Key_Home);
    QCOMPARE(strip.shownEpoch(), 1);
    QTest::keyClick(slider, Qt::Key_End);
    QCOMPARE(strip.shownEpoch(), 3);
}

void TestExampleStrip::picturesAreAskedForOnceWhenSeen()
{
    ExampleStrip strip;
    QSignalSpy wanted(&strip, &ExampleStrip::pictureWanted);
    strip.add(exampleOf(1, 1));
    strip.add(exampleOf(1, 2));
    QCOMPARE(wanted.size(), 2);
    strip.setPicture(QStringLiteral("/t/epoch-1-1.png"), picture(Qt::red));
    strip.setPicture(QStringLiteral("/t/elsewhere.png"), picture(Qt::blue));
    strip.setPicture(QStringLiteral("/t/epoch-1-2.png"), {});  // can't be read
    QCOMPARE(strip.pictureOf(0), picture(Qt::red));
    QVERIFY(strip.pictureOf(1).isNull());
    strip.add(exampleOf(2, 1));
    QCOMPARE(wanted.size(), 3);
    strip.findChild<QSlider*>()->setValue(0);
    QCOMPARE(wanted.size(), 3);
    QCOMPARE(strip.pictureOf(0), picture(Qt::red));
}

void TestExampleStrip::aPictureDrawnAnewIsAskedForAnew()
{
    ExampleStrip strip;
    QSignalSpy wanted(&strip, &ExampleStrip::pictureWanted);
    strip.add(exampleOf(1, 1));
    strip.setPicture(QStringLiteral("/t/epoch-1-1.png"), picture(Qt::red));
    strip.add(exampleOf(1, 1));
    QCOMPARE(wanted.size(), 2);
    QVERIFY(strip.pictureOf(0).isNull());
    QVERIFY(strip.pictureOf(1).isNull());
}

void TestExampleStrip::oldEpochsGo()
{
    ExampleStrip strip;
    for (int epoch = 1; epoch <= ExampleStrip::keptEpochs + 2; ++epoch)
        strip.add(exampleOf(epoch, 1));
    QCOMPARE(strip.epochs().size(), ExampleStrip::keptEpochs);
    QCOMPARE(strip.epochs().first(), 3);
    QCOMPARE(strip.shownEpoch(), ExampleStrip::keptEpochs + 2);
}

void TestExampleStrip::orderIsThatOfTheNumbers()
{
    ExampleStrip strip;
    strip.add(exampleOf(1, 3, QStringLiteral("c")));
    strip.add(exampleOf(1, 1, QStringLiteral("a")));
    strip.add(exampleOf(1, 2, QStringLiteral("b")));
    QStringList products;
    for (int place = 0; place < 3; ++place)
        products << strip.sentenceOf(place).section(QLatin1Char(' '), 2, 2);
    QCOMPARE(products, (QStringList {QStringLiteral("a:"), QStringLiteral("b:"), QStringLiteral("c:")}));
}

void TestExampleStrip::outOfRangeIsPassedOver_data()
{
    QTest::addColumn<int>("epoch");
    QTest::addColumn<int>("number");
    QTest::newRow("no epoch") << 0 << 1;
    QTest::newRow("no number") << 1 << 0;
    QTest::newRow("too many") << 1 << 9;
}

void TestExampleStrip::outOfRangeIsPassedOver()
{
    QFETCH(int, epoch);
    QFETCH(int, number);
    ExampleStrip strip;
    strip.add(exampleOf(epoch, number));
    QVERIFY(strip.epochs().isEmpty());
}

void TestExampleStrip::sentencesNameProductAndEpoch()
{
    ExampleStrip strip;
    strip.add(exampleOf(2, 1, QStringLiteral("washer")));
    strip.add(exampleOf(2, 2, QStringLiteral("gear"), false));
    QCOMPARE(strip.sentenceOf(0), QStringLiteral("Epoch 2, washer: a defective part. Heat: what the model finds; line: what is marked as defective."));
    QCOMPARE(strip.sentenceOf(1), QStringLiteral("Epoch 2, gear: a good part. It should stay without heat."));
    QCOMPARE(strip.sentenceOf(2), QString());
}

QTEST_MAIN(TestExampleStrip)
#include "tst_example_strip.moc"
