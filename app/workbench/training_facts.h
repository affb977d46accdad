#pragma once

#include <QJsonObject>
#include <QList>
#include <QString>
#include <QStringList>

#include <optional>
#include <utility>

namespace app {

/// What a training (or a check of one) has said of its data and of what it takes.
struct TrainingFacts {
    /// One data set as it lies on the disk.
    struct Source {
        QString layout;
        qint64 products = 0;
        qint64 images = 0;
        qint64 good = 0;
        qint64 anomalous = 0;
        qint64 unlabelled = 0;
        qint64 masks = 0;
        bool boxes = false;  ///< boxes are all that says where defects are
        bool coarse = false;
        friend bool operator==(const Source&, const Source&) = default;
    };
    /// What is learned from, or judged by.
    struct Side {
        qint64 images = 0;
        qint64 anomalous = 0;
        qint64 masks = 0;
        QStringList products;
        friend bool operator==(const Side&, const Side&) = default;
    };

    static constexpr int greatestProblems = 200;

    std::optional<Source> source;
    std::optional<Side> training;
    std::optional<Side> validation;
    qint64 leaks = 0;                  ///< images that stood on both sides and were taken from the training
    qint64 problemCount = 0;
    QStringList problems;              ///< the first ones as sentences, at most greatestProblems
    QString device;
    std::optional<qint64> memoryMb;    ///< estimated
    std::optional<qint64> freeMb;      ///< of the machine's memory when it began
    std::optional<double> seconds;     ///< estimated, of the whole training
    friend bool operator==(const TrainingFacts&, const TrainingFacts&) = default;

    bool isEmpty() const { return *this == TrainingFacts(); }
    /// More memory is needed than is free.
    bool isShortOfMemory() const { return memoryMb && freeMb && *memoryMb > *freeMb; }
};

/// Takes in a line of `vcp-inspect train --json-lines`; false for one that says nothing of this. Pure.
bool take(TrainingFacts& facts, const QJsonObject& line);

/// What a data set holds, as a sentence.
QString sourceText(const TrainingFacts::Source& source);

/// What there is to say of all but the source, for people: a name and a sentence each, in the order of reading.
QList<std::pair<QString, QString>> rowsOf(const TrainingFacts& facts);

/// "about 40 s", "about 3 min", "about 2 h 10 min". Rounded up.
QString durationText(double seconds);

}  // namespace app
