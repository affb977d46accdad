# Reading the headers of Qt and of the standard library is most of what compiling one of our sources takes: targets that ask for it
# get them read once. Sources include what they use all the same, and a build with -DCMAKE_DISABLE_PRECOMPILE_HEADERS=ON proves it.

# workbench_headers(<name> [LIBRARIES ...] HEADERS ... [OPTIONS ...])
function(workbench_headers name)
    cmake_parse_arguments(arg "" "" "LIBRARIES;HEADERS;OPTIONS" ${ARGN})
    set(source ${CMAKE_CURRENT_BINARY_DIR}/${name}.cpp)
    file(CONFIGURE OUTPUT ${source} CONTENT "// Nothing but what its precompiled header holds.\n")
    add_library(${name} OBJECT ${source})
    target_link_libraries(${name} PRIVATE ${arg_LIBRARIES} workbench-warnings)
    target_compile_options(${name} PRIVATE ${arg_OPTIONS})
    target_precompile_headers(${name} PRIVATE ${arg_HEADERS})
endfunction()

# workbench_read_headers_once(<target> <name of workbench_headers>)
# The compiler refuses, with a warning, headers that were read with other options or definitions than the target's; sources with
# options of their own are left out. Comes after what sets those.
function(workbench_read_headers_once target headers)
    target_precompile_headers(${target} REUSE_FROM ${headers})
    get_target_property(sources ${target} SOURCES)
    foreach(source IN LISTS sources)
        get_source_file_property(options ${source} COMPILE_OPTIONS)
        if(options)
            set_source_files_properties(${source} PROPERTIES SKIP_PRECOMPILE_HEADERS ON)
        endif()
    endforeach()
endfunction()

set(headers_std <algorithm> <array> <atomic> <chrono> <cmath> <condition_variable> <cstring> <deque> <filesystem> <fstream> <functional>
    <limits> <map> <memory> <mutex> <numeric> <optional> <random> <set> <span> <stop_token> <string> <string_view> <system_error> <thread>
    <unordered_map> <utility> <variant> <vector>)
workbench_headers(headers-of-std HEADERS ${headers_std})
if(WORKBENCH_ENGINE_ONLY OR WORKBENCH_FUZZERS)
    return()
endif()

set(headers_core <QCoreApplication> <QDateTime> <QDir> <QElapsedTimer> <QFile> <QFileInfo> <QHash> <QList> <QLocale> <QObject> <QPointer>
    <QSettings> <QString> <QStringList> <QTimer> <QUrl> <QVariant>)
set(headers_widgets <QAbstractItemModel> <QAction> <QApplication> <QCheckBox> <QComboBox> <QDialog> <QDoubleSpinBox> <QEvent> <QFontMetricsF>
    <QFormLayout> <QFrame> <QGridLayout> <QHBoxLayout> <QHeaderView> <QImage> <QKeyEvent> <QLabel> <QLineEdit> <QListView> <QMenu>
    <QMouseEvent> <QPainter> <QPainterPath> <QPalette> <QPlainTextEdit> <QProgressBar> <QPushButton> <QScreen> <QScrollArea> <QScrollBar>
    <QSignalBlocker> <QSlider> <QSpinBox> <QTableView> <QToolButton> <QVBoxLayout> <QWidget>)

# Qt Test without the two definitions that differ from folder to folder: they would ask for a precompiled header in each. No test
# finds its data by them.
add_library(workbench-qtest INTERFACE)
target_include_directories(workbench-qtest SYSTEM INTERFACE $<TARGET_PROPERTY:Qt6::Test,INTERFACE_INCLUDE_DIRECTORIES>)
target_link_libraries(workbench-qtest INTERFACE Qt6::Core $<LINK_ONLY:Qt6::Test>)

workbench_headers(headers-of-core LIBRARIES Qt6::Core HEADERS ${headers_std} ${headers_core})
workbench_headers(headers-of-widgets LIBRARIES Qt6::Widgets HEADERS ${headers_std} ${headers_core} ${headers_widgets})
set(headers_test <QSignalSpy> <QTemporaryDir> <QtTest>)
workbench_headers(headers-of-tests LIBRARIES workbench-qtest OPTIONS -O1 HEADERS ${headers_std} ${headers_test})
workbench_headers(headers-of-picture-tests LIBRARIES Qt6::Gui workbench-qtest OPTIONS -O1 HEADERS ${headers_std} <QImage> ${headers_test})
workbench_headers(headers-of-widget-tests LIBRARIES Qt6::Widgets workbench-qtest OPTIONS -O1
    HEADERS ${headers_std} ${headers_widgets} ${headers_test})
