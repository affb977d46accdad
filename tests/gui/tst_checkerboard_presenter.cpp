// Calibrating by a board as a person does: a picture is chosen, a width typed, and the recipe says how large things are.
#include "app/workbench/checkerboard_dialog.h"
#include "app/workbench/checkerboard_presenter.h"
#include "app/workbench/settings.h"
#include "bench_tools.h"

#include <QDialogButtonBox>
#include <QDoubleSpinBox>
#include <QPainter>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>

using namespace app;

namespace {

/// Squares of 24 px, eight by six.
QImage board(QSize size = {320, 240})
{
    QImage image(size, QImage::Format_RGB888);
    image.fill(Qt::white);
    QPainter painter(&image);
    for (int y = 0; y < 6; ++y)
        for (int x = 0; x < 8; ++x)
            if ((x + y) % 2 == 0)
                painter.fillRect(64 + 24 * x, 48 + 24 * y, 24, 24, Qt::black);
    return image;
}

}  // namespace

class TestCheckerboardPresenter : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_config.path()); }
    void init();
    void cleanup();
    void recipeIsCalibratedByTheBoard();
    void partWithoutABoardIsNoMistake();
    void sentencesSayWhatIsWrong_data();
    void sentencesSayWhatIsWrong();
    void sentencesSayHowExactItIs();
    void nothingJumpsWhileAFileIsTyped();
    void programMayEndWhileItLooks();
    void closedWhileItLooksSaysNothingMore();
    void theRecipeOfAModelThatCameMeanwhileStays();

private:
    QPushButton* ok() { return window().buttons().button(QDialogButtonBox::Ok); }
    CheckerboardDialog& window() { return *m_presenter->window(); }
    void open(const char* name)
    {
        m_session->open({m_folder->path(name)});
        QTRY_VERIFY_WITH_TIMEOUT(isSettled(*m_session), benchTimeout);
        m_session->setCurrent(0);
    }
    void choose(const QString& file)
    {
        window().setFile(file);
        emit window().fileChanged();
    }

    QTemporaryDir m_config;
    std::unique_ptr<BenchFolder> m_folder;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<Settings> m_settings;
    std::unique_ptr<QWidget> m_parent;
    std::unique_ptr<CheckerboardPresenter> m_presenter;
};

void TestCheckerboardPresenter::init()
{
    m_settings = std::make_unique<Settings>();
    m_settings->clear();
    m_folder = std::make_unique<BenchFolder>();
    m_folder->write("part.png", 90);
    QVERIFY(board().save(m_folder->path("board.png")));
    m_session = std::make_unique<Session>();
    m_session->setModel(modelWith(std::make_shared<FakeDetector>()), evenRecipe());
    m_parent = std::make_unique<QWidget>();
    m_presenter = std::make_unique<CheckerboardPresenter>(*m_session, *m_settings, PickFile {}, m_parent.get());
}

void TestCheckerboardPresenter::cleanup()
{
    m_presenter.reset();
    m_parent.reset();
    m_session.reset();
    m_folder.reset();
    m_settings.reset();
}

void TestCheckerboardPresenter::recipeIsCalibratedByTheBoard()
{
    open("board.png");
    m_presenter->showWindow();
    QVERIFY(window().resultText().startsWith("Looking"));
    QTRY_VERIFY_WITH_TIMEOUT(window().resultText().contains("corners"), benchTimeout);
    QVERIFY2(window().resultText().contains("Type how wide a square is"), qPrintable(window().resultText()));
    QVERIFY(!window().resultText().contains("the part"));  // it is the part
    QVERIFY(!ok()->isEnabled());
    QTest::keyClicks(&window().sideField(), "12");
    QVERIFY(ok()->isEnabled());
    ok()->click();
    QVERIFY(!window().isVisible());
    QVERIFY2(std::abs(m_session->recipe().mmPerPixel - 0.5) < 0.001, qPrintable(QString::number(m_session->recipe().mmPerPixel)));
    m_session->undoStack().undo();
    QCOMPARE(m_session->recipe().mmPerPixel, 0.0);
    // the next time the board is known
    m_presenter->showWindow();
    QTRY_VERIFY_WITH_TIMEOUT(ok()->isEnabled(), benchTimeout);
    QCOMPARE(window().side(), 12.0);
}

void TestCheckerboardPresenter::partWithoutABoardIsNoMistake()
{
    open("part.png");
    m_presenter->showWindow();
    QTRY_VERIFY_WITH_TIMEOUT(window().resultText().startsWith("Choose a picture"), benchTimeout);
    QCOMPARE(window().file(), QString());
    choose(m_folder->path("board.png"));
    QTRY_VERIFY_WITH_TIMEOUT(window().resultText().contains("corners"), benchTimeout);
    QVERIFY2(window().resultText().contains("320 × 240 px, the part 40 × 30"), qPrintable(window().resultText()));
    choose(m_folder->path("part.png"));  // now it was said to be one
    QTRY_VERIFY_WITH_TIMEOUT(window().resultText().startsWith("There is no checkerboard"), benchTimeout);
    QVERIFY(!ok()->isEnabled());
}

void TestCheckerboardPresenter::sentencesSayWhatIsWrong_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("said");
    QTest::newRow("none chosen") << "" << "Choose a picture";
    QTest::newRow("gone") << "gone.png" << "does not exist";
    QTest::newRow("no picture") << "text.png" << "is not an image";
}

void TestCheckerboardPresenter::sentencesSayWhatIsWrong()
{
    QFETCH(QString, file);
    QFETCH(QString, said);
    QFile text(m_folder->path("text.png"));
    QVERIFY(text.open(QIODevice::WriteOnly) && text.write("not a picture") > 0);
    text.close();
    m_presenter->showWindow();
    QVERIFY(window().resultText().startsWith("Choose a picture"));
    choose(file.isEmpty() ? QString() : m_folder->path(file));
    QTRY_VERIFY2_WITH_TIMEOUT(window().resultText().contains(said), qPrintable(window().resultText()), benchTimeout);
}

void TestCheckerboardPresenter::sentencesSayHowExactItIs()
{
    CheckerboardDialog dialog {PickFile {}};
    std::vector<inference::Point> corners(63, {500, 400});
    corners[0] = {20, 20};
    FoundBoard found {{9, 7, corners, 40, 0.002}, {640, 480}, QImage(320, 240, QImage::Format_RGB32)};
    dialog.setSide(20);
    dialog.showBoard(found);
    QVERIFY2(dialog.resultText().contains("9 × 7 corners, a square is 40 px wide. 0.5 mm per pixel.") && dialog.resultText().contains("lengths there are right to as much"), qPrintable(dialog.resultText()));
    QVERIFY(!dialog.resultText().contains("lens") && !dialog.resultText().contains("covers"));
    QCOMPARE(dialog.mmPerPixel(), std::optional(0.5));
    found.board.unevenness = 0.04;
    found.board.corners[0] = {300, 200};
    dialog.showBoard(found);
    QVERIFY2(dialog.resultText().contains("lens bends") && dialog.resultText().contains(QStringLiteral("covers 13.0\u00a0% of the picture")), qPrintable(dialog.resultText()));
    dialog.setSide(0);
    QCOMPARE(dialog.mmPerPixel(), std::nullopt);
    dialog.setSide(1e6);  // 25 m a pixel
    QCOMPARE(dialog.mmPerPixel(), std::nullopt);
}

/// What comes of a search doesn't meddle with the line while another file is typed.
void TestCheckerboardPresenter::nothingJumpsWhileAFileIsTyped()
{
    open("board.png");
    m_presenter->showWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window()));
    QLineEdit& line = *window().fileField().edit();
    line.setFocus();
    line.selectAll();
    QTest::keyClicks(&line, m_folder->path("par"));
    QVERIFY(window().resultText().startsWith("Looking"));
    QTRY_VERIFY_WITH_TIMEOUT(m_presenter->isIdle(), benchTimeout);
    QCOMPARE(line.text(), m_folder->path("par"));
    QVERIFY(line.hasFocus());
    QTest::keyClicks(&line, "t.png");
    QTest::keyClick(&line, Qt::Key_Tab);
    QTRY_VERIFY_WITH_TIMEOUT(window().resultText().startsWith("There is no checkerboard"), benchTimeout);
}

void TestCheckerboardPresenter::programMayEndWhileItLooks()
{
    open("board.png");
    m_presenter->showWindow();
    m_presenter.reset();  // its window goes with it
    m_presenter = std::make_unique<CheckerboardPresenter>(*m_session, *m_settings, PickFile {}, m_parent.get());
    QCOMPARE(m_session->recipe().mmPerPixel, 0.0);
}

void TestCheckerboardPresenter::closedWhileItLooksSaysNothingMore()
{
    m_presenter->showWindow();
    choose(m_folder->path("board.png"));
    window().reject();
    QVERIFY(!window().isVisible());
    QVERIFY(window().resultText().startsWith("Looking"));
    m_presenter->showWindow();
    QVERIFY(window().resultText().startsWith("Choose a picture"));
    QCOMPARE(m_session->recipe().mmPerPixel, 0.0);
}

void TestCheckerboardPresenter::theRecipeOfAModelThatCameMeanwhileStays()
{
    open("board.png");
    m_presenter->showWindow();
    QSignalSpy told(m_presenter.get(), &CheckerboardPresenter::told);
    QTRY_VERIFY_WITH_TIMEOUT(window().resultText().contains("corners"), benchTimeout);
    QTest::keyClicks(&window().sideField(), "12");
    auto recipe = evenRecipe();
    recipe.model = "another";
    m_session->setModel(modelWith(std::make_shared<FakeDetector>()), recipe);
    ok()->click();
    QCOMPARE(m_session->recipe().mmPerPixel, 0.0);
    QCOMPARE(told.count(), 1);
}

QTEST_MAIN(TestCheckerboardPresenter)
#include "tst_checkerboard_presenter.moc"
