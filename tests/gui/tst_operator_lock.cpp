// A locked desk: the code that locks and unlocks it, and what stays as it is meanwhile.
#include "app/workbench/operator_lock.h"

#include "app/workbench/settings.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

using namespace app;

class TestOperatorLock : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_folder.reset(); }

    void theCodeUnlocks();
    void anotherCodeDoesNot_data();
    void anotherCodeDoesNot();
    void aProgramStartedAgainIsStillLocked();
    void theCodeIsInNoFile();
    void recipesMayBeOpenedOrNot();

private:
    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestOperatorLock::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_folder->path());
}

void TestOperatorLock::theCodeUnlocks()
{
    Settings settings;
    OperatorLock lock(settings);
    QSignalSpy changed(&lock, &OperatorLock::changed);
    QVERIFY(!lock.isLocked());
    lock.lock("K\u00fchl 7", true);
    QVERIFY(lock.isLocked());
    QVERIFY(lock.unlock(QString::fromUtf8("Ku\u0308hl 7")));  // typed on another keyboard
    QVERIFY(!lock.isLocked());
    QCOMPARE(changed.size(), 2);
}

void TestOperatorLock::anotherCodeDoesNot_data()
{
    QTest::addColumn<QString>("code");
    QTest::newRow("none") << "";
    QTest::newRow("other") << "1235";
    QTest::newRow("longer") << "12345";
    QTest::newRow("with a space") << "1234 ";
}

void TestOperatorLock::anotherCodeDoesNot()
{
    QFETCH(const QString, code);
    Settings settings;
    OperatorLock lock(settings);
    lock.lock("1234", true);
    QSignalSpy changed(&lock, &OperatorLock::changed);
    QVERIFY(!lock.unlock(code));
    QVERIFY(lock.isLocked());
    QVERIFY(changed.isEmpty());
}

void TestOperatorLock::aProgramStartedAgainIsStillLocked()
{
    {
        Settings settings;
        OperatorLock(settings).lock("1234", false);
    }
    Settings settings;
    OperatorLock lock(settings);
    QVERIFY(lock.isLocked());
    QVERIFY(!lock.mayOpenRecipes());
    QVERIFY(lock.unlock("1234"));
    QVERIFY(lock.mayOpenRecipes());
}

void TestOperatorLock::theCodeIsInNoFile()
{
    Settings settings;
    OperatorLock lock(settings);
    lock.lock("open sesame", true);
    settings.flush();
    QByteArray all;
    QDirIterator files(m_folder->path(), QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        QVERIFY(file.open(QIODevice::ReadOnly));
        all += file.readAll();
    }
    QVERIFY(all.contains("hash="));
    QVERIFY(!all.contains("sesame") && !all.contains(QByteArray("open sesame").toHex()) && !all.contains(QByteArray("open sesame").toBase64()));
    // The same code leaves something else each time.
    const QByteArray first = settings.lock().hash;
    lock.lock("open sesame", true);
    QVERIFY(settings.lock().hash != first);
}

void TestOperatorLock::recipesMayBeOpenedOrNot()
{
    Settings settings;
    OperatorLock lock(settings);
    QVERIFY(lock.mayOpenRecipes());
    lock.lock("1234", true);
    QVERIFY(lock.mayOpenRecipes());
    lock.lock("1234", false);
    QVERIFY(!lock.mayOpenRecipes());
}

QTEST_GUILESS_MAIN(TestOperatorLock)
#include "tst_operator_lock.moc"
