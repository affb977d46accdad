// From the chosen folder to the published figures, with the small golden model on a miniature data set.
#include "app/workbench/evaluate_presenter.h"

#include "app/common/path_text.h"
#include "app/workbench/evaluated_image_model.h"
#include "app/workbench/evaluation_table_model.h"
#include "model_folders.h"
#include "pipeline/model_loader.h"
#include "tests/pdf_tools.h"
#include "training/datasets/read_dataset.h"
#include "widgets/evaluation_curves_plot.h"
#include "widgets/number_link.h"

#include <QCheckBox>
#include <QComboBox>
#include <QJsonDocument>
#include <QJsonObject>
#include <QListWidget>
#include <QProcess>
#include <QPushButton>
#include <QSignalSpy>
#include <QTextEdit>
#include <QtTest>

using namespace app;
using Cell = widgets::ConfusionView::Cell;
using Model = EvaluationTableModel;

namespace {

constexpr int longTime = 120'000;

QString tiny(const QString& name)
{
    return QStringLiteral(WORKBENCH_TEST_DATA "/golden/tiny/") + name;
}

void copy(const QString& from, const QString& to)
{
    QDir().mkpath(QFileInfo(to).path());
    if (!QFile::copy(from, to))
        qFatal("cannot write %s", qPrintable(to));
}

/// The four golden images as a product of MVTec AD's layout: image_3 is the good one.
void makeProduct(const QString& product)
{
    for (int i = 0; i < 3; ++i) {
        copy(tiny(QString("image_%1.png").arg(i)), QString("%1/test/broken/%2.png").arg(product).arg(i));
        copy(tiny(QString("image_%1_mask.png").arg(i)), QString("%1/ground_truth/broken/%2_mask.png").arg(product).arg(i));
    }
    copy(tiny("image_3.png"), product + "/test/good/3.png");
}

QByteArray contents(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// Relative paths of all files below a folder, with what they hold.
QMap<QString, QByteArray> filesIn(const QString& folder)
{
    QMap<QString, QByteArray> files;
    for (QDirIterator item(folder, QDir::Files, QDirIterator::Subdirectories); item.hasNext();) {
        const QString path = item.next();
        files[QDir(folder).relativeFilePath(path)] = contents(path);
    }
    return files;
}

QStringList columnOf(const TsvTable& table, int column)
{
    QStringList cells;
    for (int row = 0; row < table.model()->rowCount(); ++row)
        cells.append(table.model()->index(row, column).data().toString());
    return cells;
}

QPushButton* button(QWidget& widget, const QString& text)
{
    for (QPushButton* const one : widget.findChildren<QPushButton*>())
        if (one->text().remove(QLatin1Char('&')) == text)
            return one;
    return nullptr;
}

}  // namespace

class TestEvaluatePresenter : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();
    void figuresAreThoseOfTheEngine();
    void imagesAreScoredAsAskedFor();
    void whatGoodTrainingImagesShowIsTakenOffAsAskedFor();
    void onlyTickedProductsAreEvaluated();
    void aCellListsItsImages();
    void filesAreThoseOfTheCommand();
    void twoModelsAreCompared();
    void cancelIsAtOnce();
    void aFolderThatIsNoDataSetIsSaid();
    void whatCannotBeReadStandsInTheNotes();
    void leaksAreWarnedOf();
    void theDataSetIsRemembered();

private:
    EvaluationSetup& setup() { return m_presenter->window()->setup(); }
    EvaluationResults& results() { return m_presenter->window()->results(); }
    std::filesystem::path bundle(const std::string& name, double alpha);
    void choose(const QString& folder);
    void evaluate();
    QString path(const QString& name) const { return m_home->filePath(name); }

    QTemporaryDir m_config;
    std::unique_ptr<QTemporaryDir> m_home;
    std::unique_ptr<Settings> m_settings;
    std::unique_ptr<EvaluatePresenter> m_presenter;
};

void TestEvaluatePresenter::initTestCase()
{
    QVERIFY(m_config.isValid());
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_config.path());
}

std::filesystem::path TestEvaluatePresenter::bundle(const std::string& name, double alpha)
{
    const auto folder = modelfolders::makeBundle(modelfolders::pathOf(*m_home) / "models", name);
    auto made = inference::pipeline::readBundle(folder);
    made.recipe.alpha = alpha;
    inference::pipeline::writeBundle(folder, made);
    return folder;
}

void TestEvaluatePresenter::init()
{
    m_home = std::make_unique<QTemporaryDir>();
    m_settings = std::make_unique<Settings>();
    m_settings->clear();
    makeProduct(path("set/part"));
    const auto model = bundle("First", 0.8);
    bundle("Second", 0);
    m_presenter = std::make_unique<EvaluatePresenter>(*m_settings, ModelLibrary({}, modelfolders::pathOf(*m_home) / "models"),
                                                      [this](QWidget*, const QString&, const QString&, const QString&) { return path("out"); }, nullptr);
    m_presenter->setModel(inference::pipeline::readBundle(model));
    m_presenter->showWindow();
}

void TestEvaluatePresenter::cleanup()
{
    m_presenter.reset();
    m_settings.reset();
}

void TestEvaluatePresenter::choose(const QString& folder)
{
    setup().setFolder(folder);
    QTRY_VERIFY_WITH_TIMEOUT(button(setup(), "Start")->isEnabled(), longTime);
}

void TestEvaluatePresenter::evaluate()
{
    QTest::mouseClick(button(setup(), "Start"), Qt::LeftButton);
    QVERIFY(setup().isRunning());
    QTRY_VERIFY_WITH_TIMEOUT(!setup().isRunning(), longTime);
    QVERIFY2(results().result(), qPrintable(setup().status()));
}

void TestEvaluatePresenter::figuresAreThoseOfTheEngine()
{
    choose(path("set"));
    evaluate();
    const auto dataset = inference::datasets::readDataset(path("set").toStdString(), inference::datasets::Layout::Mvtec);
    const auto model = inference::pipeline::loadModel(inference::pipeline::readBundle(modelfolders::pathOf(*m_home) / "models" / "First"));
    inference::pipeline::EvaluationRequest request;
    request.alpha = model.bundle.recipe.alpha;
    request.sigma = model.bundle.recipe.sigma;
    const auto expected = tableOf(inference::pipeline::evaluateDataset(*model.detector, dataset, request));
    const auto& found = results().result()->models.front()->table;
    QCOMPARE(found.size(), std::size_t(1));
    QCOMPARE(found[0].metrics, expected[0].metrics);
    QCOMPARE(found[0].images, std::size_t(4));
    QCOMPARE(columnOf(*results().figures(), Model::NameColumn), QStringList({"part", "Mean"}));
    QCOMPARE(columnOf(*results().figures(), Model::firstFigureColumn).first(), QString::number(*expected[0].metrics.pixelAuroc * 100, 'f', 1));
    QVERIFY(results().curves()->itemCount() > 3);
    QVERIFY2(results().notes().contains("154 pixels, alpha 0.8"), qPrintable(results().notes()));
}

void TestEvaluatePresenter::imagesAreScoredAsAskedFor()
{
    choose(path("set"));
    evaluate();
    const auto published = results().result()->models.front()->evaluation.products.front().figures.outcomes;
    setup().findChildren<QComboBox*>().last()->setCurrentIndex(1);
    QVERIFY(setup().wish().scoredByRecipe);
    evaluate();
    const auto& model = *results().result()->models.front();
    QVERIFY(model.request.scoredBy);
    const auto& own = model.evaluation.products.front().figures.outcomes;
    QCOMPARE(own.size(), published.size());
    // The published score adds both branches, each at most 1; the model's own is one map's.
    QVERIFY(own != published);
    for (const auto& outcome : own)
        QVERIFY(outcome.score >= 0 && outcome.score <= 1);
    QVERIFY2(results().notes().contains("model's own rule"), qPrintable(results().notes()));
}

void TestEvaluatePresenter::whatGoodTrainingImagesShowIsTakenOffAsAskedFor()
{
    choose(path("set"));
    auto* const baseline = setup().findChild<QCheckBox*>();
    QVERIFY(!baseline->isEnabled());  // it has no training images
    const QString taught = path("taught");
    makeProduct(taught + "/part");
    QDir().mkpath(taught + "/part/train/good");
    for (int i = 0; i < 5; ++i)
        QVERIFY(QFile::copy(taught + "/part/test/good/3.png", QString("%1/part/train/good/%2.png").arg(taught).arg(i)));
    choose(taught);
    QVERIFY(baseline->isEnabled() && !setup().wish().baseline);
    baseline->click();
    QVERIFY(setup().wish().baseline);
    evaluate();
    const auto& model = *results().result()->models.front();
    QCOMPARE(model.evaluation.products.front().baselineParts, std::size_t(5));
    QCOMPARE(model.evaluation.products.front().figures.all.metrics.imageAuroc, std::optional(1.0));  // nothing is left of the good image
    QVERIFY2(results().notes().contains("not zero-shot"), qPrintable(results().notes()));
    const auto choices = setup().findChildren<QComboBox*>();
    const auto split = std::ranges::find_if(choices, [](const QComboBox* choice) { return choice->itemText(0) == "Test images"; });
    QVERIFY(split != choices.end());
    (*split)->setCurrentIndex(1);
    emit (*split)->activated(1);
    QVERIFY(!baseline->isEnabled() && !setup().wish().baseline);
}

void TestEvaluatePresenter::onlyTickedProductsAreEvaluated()
{
    makeProduct(path("set/other"));
    choose(path("set"));
    auto* const products = setup().findChild<QListWidget*>();
    QCOMPARE(products->count(), 2);
    QCOMPARE(setup().wish().products, std::vector<std::string>());
    products->item(0)->setCheckState(Qt::Unchecked);
    QCOMPARE(setup().wish().products, std::vector<std::string> {"part"});
    products->item(1)->setCheckState(Qt::Unchecked);
    QVERIFY(!button(setup(), "Start")->isEnabled());
    QCOMPARE(setup().status(), QString("Tick a product."));
    products->item(1)->setCheckState(Qt::Checked);
    evaluate();
    QCOMPARE(columnOf(*results().figures(), Model::NameColumn), QStringList({"part", "Mean"}));
}

void TestEvaluatePresenter::aCellListsItsImages()
{
    choose(path("set"));
    evaluate();
    // The greatest F1 of one good and three defective images, where the good one scores second: all are caught.
    QTest::mouseClick(results().confusion()->link(Cell::Hits), Qt::LeftButton);
    QStringList images = columnOf(*results().images(), EvaluatedImageModel::ImageColumn);
    QCOMPARE(images, QStringList({"part/test/broken/0.png", "part/test/broken/1.png", "part/test/broken/2.png"}));
    QTest::mouseClick(results().confusion()->link(Cell::Overkills), Qt::LeftButton);
    QCOMPARE(columnOf(*results().images(), EvaluatedImageModel::ImageColumn), QStringList {"part/test/good/3.png"});
    QSignalSpy wanted(m_presenter.get(), &EvaluatePresenter::imageWanted);
    results().images()->selectRow(0);
    QTest::keyClick(results().images(), Qt::Key_Return);
    QCOMPARE(wanted.size(), 1);
    QCOMPARE(wanted.first().at(0).toString(), path("set/part/test/good/3.png"));
    QCOMPARE(wanted.first().at(1).toStringList(), QStringList {path("set/part/test")});
    // Above all scores everything passes; the list follows.
    results().confusion()->setLimit(2.5);
    QCOMPARE(results().images()->model()->rowCount(), 0);
    QTest::mouseClick(results().confusion()->link(Cell::Escapes), Qt::LeftButton);
    QCOMPARE(results().images()->model()->rowCount(), 3);
}

void TestEvaluatePresenter::filesAreThoseOfTheCommand()
{
    QDir().mkpath(path("out/evaluation"));
    choose(path("set"));
    evaluate();
    QTest::mouseClick(button(results(), "Export…"), Qt::LeftButton);
    // What lies there already stays as it is.
    QTRY_COMPARE_WITH_TIMEOUT(setup().status(), QString("The figures are in “%1”.").arg(path("out/evaluation-2")), longTime);
    QDir().mkpath(path("command"));
    QProcess command;
    command.setWorkingDirectory(m_home->path());
    command.start(VCP_INSPECT, {"eval", "--model", path("models/First"), "--json", "command/figures.json", "--csv", "command/figures.csv", "--curves", "command/curves", path("set")});
    QVERIFY(command.waitForFinished(longTime));
    QVERIFY2(command.exitCode() == 0, command.readAllStandardError());
    auto ours = filesIn(path("out/evaluation-2"));
    const auto report = path("out/evaluation-2/report.pdf").toStdString();
    QVERIFY(ours.remove("report.pdf") == 1 && pdf_tools::isSound(report));
    const QJsonObject attached = QJsonDocument::fromJson(pdf_tools::attachedJson(report))["evaluation"].toObject();
    QCOMPARE(attached["figures"], QJsonValue(QJsonDocument::fromJson(ours["figures.json"]).object()));
    QVERIFY(pdf_tools::text(report, 1).contains("Evaluation report"));
    QCOMPARE(ours.keys(), QStringList({"curves/defects.csv", "curves/part.curves.csv", "curves/part.images.csv", "figures.csv", "figures.json"}));
    QVERIFY(ours == filesIn(path("command")));
}

void TestEvaluatePresenter::twoModelsAreCompared()
{
    choose(path("set"));
    const auto choices = setup().findChildren<QComboBox*>();
    QComboBox* other = nullptr;
    for (QComboBox* const choice : choices)
        if (choice->itemText(0) == "no other model")
            other = choice;
    QTRY_COMPARE(other->count(), 3);
    QCOMPARE(other->itemText(2), QString("Second"));
    other->setCurrentIndex(2);
    evaluate();
    const auto& models = results().result()->models;
    QCOMPARE(models.size(), std::size_t(2));
    QVERIFY(models[0]->table[0].metrics != models[1]->table[0].metrics);
    QVERIFY(results().result()->test);
    QComboBox* const whose = results().whose();
    QCOMPARE(whose->itemText(2), QString("Second minus first"));
    whose->setCurrentIndex(2);
    emit whose->activated(2);
    const double difference = *models[1]->table[0].metrics.pixelAuroc - *models[0]->table[0].metrics.pixelAuroc;
    QCOMPARE(columnOf(*results().figures(), Model::firstFigureColumn).first(), (difference > 0 ? "+" : "") + QString::number(difference * 100, 'f', 1));
    // A point of the second model's curve is a limit of its own scores.
    emit results().curves()->imageLimitWanted(1, 0.5);
    QCOMPARE(whose->currentIndex(), 1);
    QCOMPARE(results().confusion()->limit(), 0.5);
    // The export holds both.
    QTemporaryDir out;
    const auto folder = EvaluatePresenter::writeResult(*results().result(), out.path().toStdString());
    QVERIFY(std::filesystem::exists(folder / "figures.json") && std::filesystem::exists(folder / "second model" / "figures.json"));
}

void TestEvaluatePresenter::cancelIsAtOnce()
{
    choose(path("set"));
    QTest::mouseClick(button(setup(), "Start"), Qt::LeftButton);
    QTest::mouseClick(button(setup(), "Cancel"), Qt::LeftButton);
    QVERIFY(!setup().isRunning());
    QCOMPARE(setup().status(), QString("Cancelled."));
    QVERIFY(!results().result());
    evaluate();  // the cancelled one says nothing any more
    QCOMPARE(setup().status(), QString("Done."));
}

void TestEvaluatePresenter::aFolderThatIsNoDataSetIsSaid()
{
    const auto says = [this](const QString& text) {
        for (const auto* const said : setup().findChildren<QTextEdit*>())
            if (said->toPlainText().contains(text))
                return true;
        return false;
    };
    QDir().mkpath(path("empty"));
    setup().setFolder(path("empty"));
    QTRY_VERIFY(says("is laid out like none of the data sets"));
    setup().setFolder(path("nowhere"));
    QTRY_VERIFY(says("nowhere"));
    QVERIFY(!button(setup(), "Start")->isEnabled());
}

void TestEvaluatePresenter::whatCannotBeReadStandsInTheNotes()
{
    const QString bad = path("set/part/test/broken/0.png");
    const QByteArray bytes = contents(bad);
    QFile file(bad);
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    file.write(bytes.first(bytes.size() / 2));
    file.close();
    choose(path("set"));
    evaluate();
    QVERIFY2(setup().status().startsWith("Done. 1 image(s) or mask(s) could not be read"), qPrintable(setup().status()));
    QVERIFY2(results().notes().contains("0.png” ends early"), qPrintable(results().notes()));
    QCOMPARE(results().result()->models[0]->table[0].images, std::size_t(3));
}

void TestEvaluatePresenter::leaksAreWarnedOf()
{
    copy(tiny("image_3.png"), path("set/part/train/good/7.png"));
    auto seen = inference::pipeline::readBundle(modelfolders::pathOf(*m_home) / "models" / "First");
    seen.trainedOn.datasets = {"set"};
    m_presenter->setModel(seen);
    choose(path("set"));
    const auto warned = [this](const QString& text) {
        for (const auto* const said : setup().findChildren<QTextEdit*>())
            if (said->isVisible() && said->toPlainText().contains(text))
                return true;
        return false;
    };
    QTRY_VERIFY(warned("in both training and test of this data set"));
    QTRY_VERIFY(warned("the weights “First” were trained on this data set"));
    auto second = inference::pipeline::readBundle(modelfolders::pathOf(*m_home) / "models" / "Second");
    second.trainedOn.datasets = {"set"};
    m_presenter->setModel(second);  // it takes the place of the one that was in use
    QTRY_VERIFY(warned("the weights “Second” were trained on this data set"));
    QVERIFY(!warned("“First”"));
}

void TestEvaluatePresenter::theDataSetIsRemembered()
{
    choose(path("set"));
    QCOMPARE(m_settings->evaluatedDataset(), path("set"));
    m_presenter = std::make_unique<EvaluatePresenter>(*m_settings, ModelLibrary({}, {}), PickFile(), nullptr);
    m_presenter->showWindow();
    QCOMPARE(setup().folder(), path("set"));
    QTRY_COMPARE(setup().status(), QString("No model is loaded."));
    QVERIFY(!button(setup(), "Start")->isEnabled());
}

QTEST_MAIN(TestEvaluatePresenter)
#include "tst_evaluate_presenter.moc"
