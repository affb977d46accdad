#include "app/workbench/background.h"

#include <QPainter>
#include <QSemaphore>
#include <QThreadPool>
#include <QtConcurrent>
#include <QtTest>

class TestBackground : public QObject {
    Q_OBJECT

private slots:
    void paintingDoesNotWaitForLongWork();
    void shortWorkDoesNotWaitForLongWork();
    void threadsAreThoseOfTheApplication();
};

void TestBackground::paintingDoesNotWaitForLongWork()
{
    QThreadPool& threads = app::backgroundThreads();
    QSemaphore release;
    std::atomic<int> ended = 0;
    const int tasks = 2 * threads.maxThreadCount();
    for (int i = 0; i < tasks; ++i)
        threads.start([&] {
            release.tryAcquire(1, 10'000);
            ++ended;
        });
    const auto free = qScopeGuard([&] {
        release.release(tasks);
        threads.waitForDone();
    });
    QImage image(800, 800, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::white);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(QColor(0, 0, 255, 128));
    painter.drawRoundedRect(QRectF(image.rect()).adjusted(10, 10, -10, -10), 20, 20);
    QCOMPARE(ended.load(), 0);
    QCOMPARE(image.pixel(400, 400), qRgb(127, 127, 255));
}

void TestBackground::shortWorkDoesNotWaitForLongWork()
{
    QThreadPool& threads = app::backgroundThreads();
    QSemaphore release;
    const int tasks = QThread::idealThreadCount();
    for (int i = 0; i < tasks; ++i)
        threads.start([&] { release.tryAcquire(1, 10'000); });
    const auto free = qScopeGuard([&] {
        release.release(tasks);
        threads.waitForDone();
    });
    QSemaphore written;
    threads.start([&] { written.release(); });
    QVERIFY(written.tryAcquire(1, 5'000));
}

void TestBackground::threadsAreThoseOfTheApplication()
{
    QCOMPARE(app::backgroundThreads().parent(), qApp);
    QVERIFY(&app::backgroundThreads() != QThreadPool::globalInstance());
    QVERIFY(QtConcurrent::run(&app::backgroundThreads(), [] { return QThread::currentThread(); }).result() != thread());
}

QTEST_MAIN(TestBackground)
#include "tst_background.moc"
