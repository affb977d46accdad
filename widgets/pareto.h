#pragma once

#include "widgets/defect_record.h"

#include <vector>

namespace widgets {

/// What regions are gathered by.
enum class ParetoBy { Class, Zone, Folder };
/// How high a bar is.
enum class ParetoHeight { Count, Area };

/// One bar of a Pareto chart.
struct ParetoBar {
    enum class Kind {
        Named,
        Others,  ///< the smallest named ones together, next to last
        None,    ///< in no class or zone: always last
    };
    Kind kind = Kind::Named;
    QString name;       ///< of the class, the zone or the folder; empty unless named (a folder's may be empty: the top one)
    QString key;        ///< what tells it from others of the same name (a folder's path); the name otherwise
    int members = 1;    ///< named ones in it: above 1 for Others
    int defects = 0;
    double area = 0;    ///< image pixels squared
    double height = 0;  ///< defects or area
    double cumulative = 0;  ///< share of the total reached with this bar and all before it, 0..1
};

/// The bars of a Pareto chart (Juran, Quality Control Handbook): largest first, of equals the one
/// named first; then Others where more than `most` named ones exist; then what is in none. `group[i]` is the bar of record i.
struct Pareto {
    std::vector<ParetoBar> bars;
    std::vector<int> group;
};

/// `most` >= 1: named bars, Others among them. Any thread.
Pareto paretoOf(const std::vector<DefectRecord>& records, ParetoBy by, ParetoHeight height, int most);

/// The folder of a part: by its path, shown relative to what was opened.
QString folderKey(const DefectRecord& record);
QString folderName(const DefectRecord& record);

}  // namespace widgets
