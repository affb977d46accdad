#include "app/store/blind_text.h"

#include "app/common/error_text.h"
#include "app/common/filled_text.h"
#include "widgets/joined_list.h"

#include <QCoreApplication>

namespace app {

QString blindText(const std::vector<BlindVerdict>& blind)
{
    QStringList said;
    for (const BlindVerdict& one : blind) {
        const QString verdict = word(one.human);
        //: a person and what that person said of a part
        const QString pattern = QCoreApplication::translate("BlindText", "%1: %2");
        said.append(one.operatorName.empty() ? verdict : filledText(pattern, {QString::fromStdString(one.operatorName), verdict}));
    }
    return widgets::joinedList(said);
}

}  // namespace app
