#include "app/store/blind_text.h"

#include "app/common/error_text.h"
#include "app/common/filled_text.h"

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
    return said.join(QStringLiteral(", "));
}

}  // namespace app
