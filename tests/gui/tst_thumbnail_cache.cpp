#include "widgets/thumbnail_cache.h"

#include <QtTest>

using widgets::ThumbnailCache;

class TestThumbnailCache : public QObject {
    Q_OBJECT

    static QPixmap square(int side)
    {
        QPixmap pixmap(side, side);
        pixmap.fill(Qt::gray);
        return pixmap;
    }

private slots:
    void theOneUnusedForLongestGoesFirst()
    {
        ThumbnailCache cache(2, 1 << 20);
        cache.insert("a", square(8));
        cache.insert("b", square(8));
        QVERIFY(!cache.find("a").isNull());
        cache.insert("c", square(8));
        QVERIFY(cache.contains("a"));
        QVERIFY(!cache.contains("b"));
        QVERIFY(cache.contains("c"));
    }

    void bytesAreBounded()
    {
        const qsizetype one = 16 * 16 * square(16).depth() / 8;
        ThumbnailCache cache(100, 3 * one);
        for (const char* key : {"a", "b", "c", "d", "e"})
            cache.insert(key, square(16));
        QCOMPARE(cache.count(), 3);
        QCOMPARE(cache.bytes(), 3 * one);
        cache.insert("large", square(64));
        QVERIFY(!cache.contains("large"));
    }

    void replacingCountsOnce()
    {
        ThumbnailCache cache(10, 1 << 20);
        cache.insert("a", square(32));
        cache.insert("a", square(8));
        QCOMPARE(cache.count(), 1);
        QCOMPARE(cache.find("a").width(), 8);
        cache.remove("a");
        QCOMPARE(cache.bytes(), qsizetype(0));
        QVERIFY(cache.find("a").isNull());
    }
};

QTEST_MAIN(TestThumbnailCache)
#include "tst_thumbnail_cache.moc"
