#include "app/workbench/device_finder.h"

#include <QSignalSpy>
#include <QtTest>

#include <atomic>
#include <latch>

using namespace app;
using namespace inference::sources;
using inference::Error;
using inference::ErrorCode;

class TestDeviceFinder : public QObject {
    Q_OBJECT

private slots:
    void bothListsComeAndThenTheEnd();
    void oneSearchAtATime();
    void whatFailsDoesNotHideTheRest();
};

void TestDeviceFinder::bothListsComeAndThenTheEnd()
{
    DeviceFinder finder({[] { return std::vector<V4l2Device> {{"/dev/video0", "Webcam", "usb", {}}}; },
        [] { return std::vector<GenicamDevice> {{"id", "vendor", "model", "1", "10.0.0.1", "GigEVision"}, {}}; }});
    QStringList heard;
    connect(&finder, &DeviceFinder::started, this, [&] { heard << "started"; });
    connect(&finder, &DeviceFinder::v4l2Found, this, [&](const auto& devices) { heard << QString("%1 V4L2").arg(devices.size()); });
    connect(&finder, &DeviceFinder::genicamFound, this, [&](const auto& devices) { heard << QString("%1 GenICam").arg(devices.size()); });
    connect(&finder, &DeviceFinder::ended, this, [&] { heard << "ended"; });
    QSignalSpy ended(&finder, &DeviceFinder::ended);
    finder.refresh();
    QVERIFY(finder.isRunning());
    QVERIFY(ended.wait(10'000));
    QVERIFY(!finder.isRunning());
    QCOMPARE(heard, QStringList({"started", "1 V4L2", "2 GenICam", "ended"}));
}

void TestDeviceFinder::oneSearchAtATime()
{
    std::latch mayEnd(1);
    std::atomic<int> searches = 0;
    DeviceFinder finder({[&] {
                             ++searches;
                             mayEnd.wait();
                             return std::vector<V4l2Device>();
                         },
        [] { return std::vector<GenicamDevice>(); }});
    QSignalSpy ended(&finder, &DeviceFinder::ended), started(&finder, &DeviceFinder::started);
    finder.refresh();
    finder.refresh();
    mayEnd.count_down();
    QVERIFY(ended.wait(10'000));
    QCOMPARE(int(searches), 1);
    QCOMPARE(started.size(), 1);
    finder.refresh();
    QVERIFY(ended.wait(10'000));
    QCOMPARE(int(searches), 2);
}

void TestDeviceFinder::whatFailsDoesNotHideTheRest()
{
    DeviceFinder finder({[]() -> std::vector<V4l2Device> { throw std::bad_alloc(); }, [] { return std::vector<GenicamDevice>(3); }});
    QSignalSpy ended(&finder, &DeviceFinder::ended), v4l2(&finder, &DeviceFinder::v4l2Found), genicam(&finder, &DeviceFinder::genicamFound);
    QList<ErrorCode> codes;
    connect(&finder, &DeviceFinder::failed, this, [&](const Error& error) { codes << error.code(); });
    finder.refresh();
    QVERIFY(ended.wait(10'000));
    QCOMPARE(codes, QList {ErrorCode::OutOfMemory});
    QCOMPARE(v4l2.size(), 0);
    QCOMPARE(genicam.size(), 1);
}

QTEST_GUILESS_MAIN(TestDeviceFinder)
#include "tst_device_finder.moc"
