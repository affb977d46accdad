#include "app/common/results_csv.h"

#include "app/common/csv_file.h"
#include "app/common/error_text.h"
#include "app/common/number_text.h"

#include <algorithm>
#include <vector>

namespace app {

std::string resultsCsvLine(const ResultRow& row)
{
    std::vector<std::string> cells(9);
    cells[0] = harmlessText(row.file);
    cells[1] = verdictKey(row);
    if (row.error) {
        cells[8] = harmlessText(shortSentence(*row.error).toStdString());
        return csvLine(cells);
    }
    double largest = 0;
    for (const inference::Defect& defect : row.judgement.defects)
        largest = std::max(largest, defect.area);
    cells[2] = decimalText(row.judgement.score, 6);
    cells[3] = std::to_string(row.judgement.defects.size());
    cells[4] = decimalText(largest, 1);
    cells[5] = std::to_string(row.imageSize.width);
    cells[6] = std::to_string(row.imageSize.height);
    cells[7] = decimalText(row.times.total(), 1);
    return csvLine(cells);
}

}  // namespace app
