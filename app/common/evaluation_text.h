#pragma once

#include "evaluation/metrics.h"
#include "pipeline/data_leaks.h"
#include "pipeline/dataset_evaluation.h"
#include "pipeline/trained_on.h"
#include "training/datasets/summary.h"

#include <QString>
#include <QStringList>

#include <vector>

/// What both programs say of a data set and of its evaluation. Pure; GUI or main thread, as the translator is.
namespace app {

/// A figure that publications print.
struct FigureColumn {
    QString title;
    std::optional<double> inference::evaluation::Metrics::*value;
};
std::vector<FigureColumn> publishedColumns();

/// What a data set holds, a line or more.
QStringList contentLines(const inference::datasets::Summary& summary);

/// A sentence for each thing that is wrong with the data set, those of a kind together and no more than 20 of it.
QStringList problemSentences(const std::vector<inference::datasets::Problem>& problems);

/// Warnings that figures will say too much: images in train and test, weights trained on the set. Empty: none.
QStringList leakSentences(const inference::pipeline::DataLeaks& leaks);
QStringList leakSentences(const QString& model, const inference::pipeline::SeenInTraining& seen);

/// What the table can't say: images that count as images only, products and images left out. May be empty.
QStringList notes(const inference::pipeline::DatasetEvaluation& evaluation);

}  // namespace app
