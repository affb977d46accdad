#pragma once

#include "widgets/defect_record.h"
#include "widgets/trend.h"

#include <QtTest>

/// Defects from short texts, a test's table: "line 2/gear_1 3 fail area=120 length=14 at=30,40 class=scratch zone=B peak=0.7".
/// Images are 100 x 50 unless size= says otherwise; equal parts share a row.
inline widgets::DefectRecords recordsFrom(const QStringList& texts)
{
    std::vector<widgets::DefectRecord> records;
    QStringList parts;
    for (const QString& text : texts) {
        const QStringList words = text.split(QLatin1Char(' '), Qt::SkipEmptyParts);
        widgets::DefectRecord record;
        record.partName = words.value(0);
        record.partPath = QStringLiteral("/lot/") + record.partName;
        record.number = words.value(1, QStringLiteral("1")).toInt();
        record.imageSize = {100, 50};
        if (!parts.contains(record.partName))
            parts.append(record.partName);
        record.part = int(parts.indexOf(record.partName));
        for (const QString& word : words.mid(2)) {
            const QString name = word.section(QLatin1Char('='), 0, 0);
            const QString value = word.section(QLatin1Char('='), 1);
            const QStringList list = value.split(QLatin1Char(','));
            if (name == QLatin1String("fail"))
                record.failing = true;
            else if (name == QLatin1String("area"))
                record.area = value.toDouble();
            else if (name == QLatin1String("length"))
                record.length = value.toDouble();
            else if (name == QLatin1String("width"))
                record.width = value.toDouble();
            else if (name == QLatin1String("peak"))
                record.peak = value.toFloat();
            else if (name == QLatin1String("mean"))
                record.mean = value.toFloat();
            else if (name == QLatin1String("contrast"))
                record.contrast = value.toFloat();
            else if (name == QLatin1String("class"))
                record.className = value;
            else if (name == QLatin1String("zone"))
                record.zoneName = value;
            else if (name == QLatin1String("at"))
                record.centroid = {list.value(0).toDouble(), list.value(1).toDouble()};
            else if (name == QLatin1String("size"))
                record.imageSize = {list.value(0).toInt(), list.value(1).toInt()};
            else if (name == QLatin1String("box"))
                record.box = {list.value(0).toDouble(), list.value(1).toDouble(), list.value(2).toDouble(), list.value(3).toDouble()};
            else
                qFatal("no such word: %s", qPrintable(word));
        }
        records.push_back(record);
    }
    return std::make_shared<const std::vector<widgets::DefectRecord>>(std::move(records));
}

/// Many defects that look like a lot: `count` of them, four to a part, from a fixed seed.
inline widgets::DefectRecords manyRecords(int count)
{
    std::vector<widgets::DefectRecord> records;
    records.reserve(std::size_t(count));
    quint32 state = 12345;
    const auto random = [&state] {  // Numerical Recipes' quick generator: the same figures everywhere
        state = state * 1664525u + 1013904223u;
        return double(state >> 8) / double(1u << 24);
    };
    const QStringList classes{{}, "scratch", "dent", "stain", "crack", "pore", "burr", "chip", "scale", "weld", "spatter"};
    const QStringList zones{{}, "A", "B"};
    QString name;
    QString path;
    for (int i = 0; i < count; ++i) {
        widgets::DefectRecord record;
        record.part = i / 4;
        record.number = i % 4 + 1;
        if (record.number == 1) {
            name = QStringLiteral("line %1/gear_%2.png").arg(record.part % 3 + 1).arg(record.part);
            path = QStringLiteral("/lot/") + name;
        }
        record.partName = name;
        record.partPath = path;
        record.imageSize = {4096, 3072};
        record.area = std::exp(3 + 6 * random() * random());
        record.length = std::sqrt(record.area) * (1 + random());
        record.width = record.area / record.length;
        record.centroid = {4096 * (random() + random()) / 2, 3072 * random()};
        record.box = {record.centroid.x, record.centroid.y, record.length, record.width};
        record.peak = float(0.45 + 0.5 * random());
        record.mean = record.peak * 0.8f;
        record.contrast = record.mean - 0.2f;
        record.failing = record.peak >= 0.6f;
        record.className = classes[qsizetype(double(classes.size()) * random() * random())];
        record.zone = int(3 * random()) - 1;
        record.zoneName = zones[record.zone + 1];
        records.push_back(record);
    }
    return std::make_shared<const std::vector<widgets::DefectRecord>>(std::move(records));
}

inline std::shared_ptr<const std::vector<widgets::TrendPoint>> manyPoints(int count)
{
    std::vector<widgets::TrendPoint> points;
    const QDateTime start(QDate(2026, 11, 2), QTime(6, 0), Qt::UTC);
    quint32 state = 54321;
    for (int i = 0; i < count; ++i) {
        state = state * 1664525u + 1013904223u;
        const double score = 0.2 + 0.35 * i / count + 0.3 * double(state >> 8) / double(1u << 24);
        const auto verdict = score >= 0.6 ? inference::Verdict::Fail : score >= 0.45 ? inference::Verdict::Review : inference::Verdict::Pass;
        const QString name = QStringLiteral("gear_%1.png").arg(i + 1);
        points.push_back({QStringLiteral("/lot/") + name, name, score, verdict, start.addSecs(qint64(i) * 7)});
    }
    return std::make_shared<const std::vector<widgets::TrendPoint>>(std::move(points));
}
