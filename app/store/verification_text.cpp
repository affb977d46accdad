#include "app/store/verification_text.h"

#include <QCoreApplication>

namespace app {

QString verificationText(const ReviewVerification& verification)
{
    const qint64 row = verification.row;
    switch (verification.finding) {
    case ReviewFinding::Intact: return QCoreApplication::translate("HistoryPresenter", "The review log is whole: %1 rows, none was changed, cut or added.").arg(verification.rows);
    case ReviewFinding::TipBehind:
        return QCoreApplication::translate("HistoryPresenter", "The review log is whole: %1 rows. The program was stopped right after the last one was written.").arg(verification.rows);
    case ReviewFinding::RowChanged: return QCoreApplication::translate("HistoryPresenter", "Row %1 of the review log was changed.").arg(row);
    case ReviewFinding::RowMissing: return QCoreApplication::translate("HistoryPresenter", "Row %1 of the review log is missing.").arg(row);
    case ReviewFinding::RowUnlinked: return QCoreApplication::translate("HistoryPresenter", "Row %1 of the review log was put in or replaced.").arg(row);
    case ReviewFinding::CutAtEnd: return QCoreApplication::translate("HistoryPresenter", "The review log was cut: row %1 and what came after it are gone.").arg(row);
    case ReviewFinding::Rewritten: return QCoreApplication::translate("HistoryPresenter", "The review log was written anew up to row %1.").arg(row);
    case ReviewFinding::AddedAtEnd: return QCoreApplication::translate("HistoryPresenter", "Rows were added to the review log from row %1 on, not by this program.").arg(row);
    case ReviewFinding::LabelChanged:
        return row > 0 ? QCoreApplication::translate("HistoryPresenter", "The label that row %1 of the review log gave was changed behind its back.").arg(row)
                       : QCoreApplication::translate("HistoryPresenter", "The image %1… has a label that the review log knows nothing of.").arg(QString::fromStdString(verification.image.substr(0, 12)));
    case ReviewFinding::TipLost: break;
    }
    return QCoreApplication::translate("HistoryPresenter", "The record of the review log's end is lost: whether rows were cut off can't be told.");
}

}  // namespace app
