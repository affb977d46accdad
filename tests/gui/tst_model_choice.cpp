// A model is chosen with the device, the precision and the input size that it is to have.

#include "model_desk.h"

#include <QComboBox>

using namespace modeldesk;

namespace {

inference::model::Machine machineWith(const std::vector<std::string>& cards)
{
    inference::model::Machine machine;
    machine.cudaDevices = cards;
    return machine;
}

}  // namespace

class TestModelChoice : public QObject {
    Q_OBJECT

private slots:
    void chosenModelCarriesDeviceAndPrecision_data();
    void chosenModelCarriesDeviceAndPrecision();
    void smallerInputsAreOfferedWithTheirCost();
    void enterChoosesTheModel();
    void deviceOfTheModelInUseWaitsForTheMachine();
};

void TestModelChoice::chosenModelCarriesDeviceAndPrecision_data()
{
    QTest::addColumn<QStringList>("cards");
    QTest::addColumn<QStringList>("devices");
    QTest::addColumn<int>("device");
    QTest::addColumn<int>("precision");
    QTest::addColumn<QString>("wanted");
    const QStringList plain {"Automatic", "CPU"};
    const QStringList two {"Automatic (RTX A)", "CPU", "CUDA 0: RTX A", "CUDA 1: RTX B"};
    QTest::newRow("no card, as it comes") << QStringList() << plain << 0 << 0 << "auto auto";
    QTest::newRow("no card, CPU") << QStringList() << plain << 1 << 1 << "cpu fp32";
    QTest::newRow("two cards, as it comes") << QStringList({"RTX A", "RTX B"}) << two << 0 << 0 << "auto auto";
    QTest::newRow("two cards, the second") << QStringList({"RTX A", "RTX B"}) << two << 3 << 1 << "cuda:1 fp32";
}

void TestModelChoice::chosenModelCarriesDeviceAndPrecision()
{
    QFETCH(QStringList, cards);
    QFETCH(QStringList, devices);
    QFETCH(int, device);
    QFETCH(int, precision);
    QFETCH(QString, wanted);
    Desk desk;
    desk.open();
    std::vector<std::string> names;
    for (const QString& card : cards)
        names.push_back(card.toStdString());
    desk.dialog->setMachine(machineWith(names));
    auto* deviceBox = field<QComboBox>(*desk.dialog, "Device:");
    auto* precisionBox = field<QComboBox>(*desk.dialog, "Precision:");
    QStringList found;
    for (int i = 0; i < deviceBox->count(); ++i)
        found.append(deviceBox->itemText(i));
    QCOMPARE(found, devices);

    deviceBox->setCurrentIndex(device);
    precisionBox->setCurrentIndex(precision);
    desk.select(1);
    QSignalSpy chosen(desk.dialog.get(), &ModelDialog::modelChosen);
    button(*desk.dialog, "Use model")->click();
    QCOMPARE(chosen.size(), 1);
    const auto bundle = chosen.front().front().value<ModelBundle>();
    QCOMPARE(bundle.name, std::string("mine"));
    QCOMPARE(bundle.folder, pathOf(desk.user) / "mine");
    QCOMPARE(QString::fromStdString(bundle.options.device + " " + bundle.options.precision), wanted);
    QVERIFY(desk.dialog->isVisible());
}

void TestModelChoice::smallerInputsAreOfferedWithTheirCost()
{
    Desk desk;
    auto wide = desk.bundle("mine");
    wide.options.imageSize = 518;
    inference::pipeline::writeBundle(pathOf(desk.user) / "mine", wide);
    desk.open();
    desk.select(1);
    auto* sizes = field<QComboBox>(*desk.dialog, "Input size:");
    QList<int> offered;
    for (int i = 0; i < sizes->count(); ++i)
        offered.append(sizes->itemData(i).toInt());
    QCOMPARE(offered, (QList<int> {518, 420, 336, 224}));
    const auto warning = [&] {
        for (auto* label : desk.dialog->findChildren<QLabel*>())
            if (label->text().startsWith("A smaller input shows less"))
                return label->isVisible();
        return false;
    };
    QVERIFY(!warning());
    sizes->setCurrentIndex(2);
    QVERIFY(warning());
    QSignalSpy chosen(desk.dialog.get(), &ModelDialog::modelChosen);
    button(*desk.dialog, "Use model")->click();
    const auto bundle = chosen.front().front().value<ModelBundle>();
    QCOMPARE(bundle.options.imageSize, 336);

    // In use, it is shown; another model begins with its own size.
    desk.dialog->setCurrent(bundle);
    QCOMPARE(sizes->currentData().toInt(), 336);
    desk.select(0);
    QCOMPARE(sizes->currentIndex(), 0);
    QVERIFY(!warning());
}

void TestModelChoice::enterChoosesTheModel()
{
    Desk desk;
    desk.open();
    desk.select(1);
    desk.list->setFocus();
    QSignalSpy chosen(desk.dialog.get(), &ModelDialog::modelChosen);
    QTest::keyClick(desk.list, Qt::Key_Return);
    QCOMPARE(chosen.size(), 1);
    QTest::keyClick(desk.list, Qt::Key_Escape);
    QVERIFY(!desk.dialog->isVisible());
}

void TestModelChoice::deviceOfTheModelInUseWaitsForTheMachine()
{
    Desk desk;
    desk.open();
    ModelBundle bundle = desk.bundle("mine");
    bundle.options.device = "cuda:1";
    bundle.options.precision = "fp32";
    desk.dialog->setCurrent(bundle);
    auto* device = field<QComboBox>(*desk.dialog, "Device:");
    QCOMPARE(device->currentData().toString(), QString("auto"));
    QCOMPARE(field<QComboBox>(*desk.dialog, "Precision:")->currentData().toString(), QString("fp32"));
    desk.dialog->setMachine(machineWith({"A", "B"}));
    QCOMPARE(device->currentData().toString(), QString("cuda:1"));
}

QTEST_MAIN(TestModelChoice)
#include "tst_model_choice.moc"
