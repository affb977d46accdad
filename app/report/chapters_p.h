#pragma once

#include "app/report/flow_p.h"

#include <QPalette>

namespace app {

/// The chapters of a report. Each appends its pages and answers the first one. `title` is for the contents.
struct Chapter {
    QString title;
    int page = 0;
};

/// One page, more where notes are long; `json` is asked for when it is painted.
void addCover(std::vector<SheetPage>& pages, QSize paper, const Report& report, const ReportOptions& options, std::function<const std::string&()> json);

Chapter addSettings(std::vector<SheetPage>& pages, QSize paper, const Report& report);
/// Of a recipe that has some.
Chapter addLimitSamples(std::vector<SheetPage>& pages, QSize paper, const inference::Recipe& recipe);
Chapter addStatistics(std::vector<SheetPage>& pages, QSize paper, const Report& report);
/// Parts that don't pass, decisions of people, failures. None where there is nothing to tell.
std::optional<Chapter> addFindings(std::vector<SheetPage>& pages, QSize paper, const Report& report, const std::function<int(std::size_t)>& pageOf);

Chapter addGauge(std::vector<SheetPage>& pages, QSize paper, const ReportGauge& gauge);
Chapter addEvaluation(std::vector<SheetPage>& pages, QSize paper, const ReportEvaluation& report);

/// How many entries fit on a page of contents.
int contentsPerPage(QSize paper);
void fillContents(std::vector<SheetPage>& pages, int first, QSize paper, const std::vector<ReportPages::Heading>& headings);

/// Pictures of parts, one or two to a page.
void addPicturePages(std::vector<SheetPage>& pages, QSize paper, const Report& report, const ReportOptions& options, const std::vector<std::size_t>& parts);
/// In units, how large a picture is at most, and a close-up; the latter is empty where the page has no room for any.
struct PictureRoom {
    QSizeF picture;
    QSizeF closeUp;
    int closeUps = 0;
};
PictureRoom pictureRoom(QSize paper, const ReportOptions& options);

/// The light colours that paper has.
const QPalette& paperPalette();

}  // namespace app
