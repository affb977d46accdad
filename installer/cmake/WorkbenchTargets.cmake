# One way to declare a library, a program and a test, so that warnings, sanitizers and folders are the same everywhere.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
# Packaging builds what it packs, not the tests.
set(CMAKE_SKIP_INSTALL_ALL_DEPENDENCY ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)
if(NOT CMAKE_BUILD_TYPE)
    set(CMAKE_BUILD_TYPE Release)
endif()

find_program(CCACHE ccache)
if(CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
    # A precompiled header is hashed by content: without this ccache would never hit behind one.
    set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime ${CCACHE})
endif()

# The fuzzers' instrumentation is their own: nothing of theirs is read ahead.
if(WORKBENCH_FUZZERS)
    set(CMAKE_DISABLE_PRECOMPILE_HEADERS ON)
endif()

if(WORKBENCH_SANITIZE)
    # Everything of ours, executables included; foreign libraries stay as they are.
    add_compile_options(-fsanitize=${WORKBENCH_SANITIZE} -fno-omit-frame-pointer)
    add_link_options(-fsanitize=${WORKBENCH_SANITIZE})
    if(WORKBENCH_SANITIZE MATCHES "undefined")
        add_compile_options(-fno-sanitize-recover=undefined)
    endif()
endif()

# The GNU linker takes four seconds for a program of the window, gold, which comes with it, half a second; there are hundreds of tests.
# The engine alone has few programs, and a compiler put beside the system's need not go together with the system's gold.
find_program(GOLD ld.gold)
if(GOLD AND NOT WORKBENCH_ENGINE_ONLY AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    add_link_options(-fuse-ld=gold)
endif()

add_library(workbench-warnings INTERFACE)
target_compile_options(workbench-warnings INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Wold-style-cast -Wcast-align -Woverloaded-virtual
    $<$<CXX_COMPILER_ID:GNU>:-Wduplicated-cond -Wlogical-op> -Werror=return-type)
# GCC 12 at -O3 takes `"text" + std::string` for an overlapping, endless or misplaced copy inside its own <string> (GCC bug 105651;
# 13 does not). The other build types keep these warnings.
set(gcc12Release $<AND:$<CONFIG:Release>,$<CXX_COMPILER_ID:GNU>,$<VERSION_LESS:$<CXX_COMPILER_VERSION>,13>>)
target_compile_options(workbench-warnings INTERFACE
    $<${gcc12Release}:-Wno-restrict -Wno-stringop-overflow -Wno-array-bounds>)
# Kept in the cache: were it read from the environment each time, every second configure would rebuild everything.
if(DEFINED ENV{CI})
    set(werror ON)
else()
    set(werror OFF)
endif()
option(WORKBENCH_WERROR "Warnings are errors (default: only where CI is set)" ${werror})
if(WORKBENCH_WERROR)
    target_compile_options(workbench-warnings INTERFACE -Werror)
endif()

# workbench_library(<target> ROOT <include root> SOURCES ... [PUBLIC ...] [PRIVATE ...])
# PRIVATE dependencies never reach those who link the library: that is how the layers are kept.
function(workbench_library target)
    cmake_parse_arguments(arg "" "ROOT" "SOURCES;PUBLIC;PRIVATE" ${ARGN})
    add_library(${target} STATIC ${arg_SOURCES})
    target_include_directories(${target} PUBLIC ${arg_ROOT})
    target_link_libraries(${target} PUBLIC ${arg_PUBLIC} PRIVATE ${arg_PRIVATE} $<BUILD_INTERFACE:workbench-warnings>)
endfunction()

# workbench_program(<target> SOURCES ... LIBRARIES ...)
function(workbench_program target)
    cmake_parse_arguments(arg "" "" "SOURCES;LIBRARIES" ${ARGN})
    add_executable(${target} ${arg_SOURCES})
    target_link_libraries(${target} PRIVATE ${arg_LIBRARIES} $<BUILD_INTERFACE:workbench-warnings>)
    if("workbench-window" IN_LIST arg_LIBRARIES)
        workbench_read_headers_once(${target} headers-of-widgets)
    endif()
endfunction()

# workbench_moc(<test>): <test>.moc of <test>.cpp, without the three steps and the source of its own that AUTOMOC needs.
function(workbench_moc name)
    set(moc ${CMAKE_CURRENT_BINARY_DIR}/moc/${name}.moc)
    set(definitions $<TARGET_PROPERTY:${name},COMPILE_DEFINITIONS>)
    add_custom_command(OUTPUT ${moc} DEPENDS ${name}.cpp VERBATIM COMMAND_EXPAND_LISTS
        COMMAND Qt6::moc "$<$<BOOL:${definitions}>:-D$<JOIN:${definitions},;-D>>" -o ${moc} ${CMAKE_CURRENT_SOURCE_DIR}/${name}.cpp)
    target_sources(${name} PRIVATE ${moc})
    target_include_directories(${name} PRIVATE ${CMAKE_CURRENT_BINARY_DIR}/moc)
endfunction()

# workbench_test(<name> LABEL unit|gui|model|slow LIBRARIES ... [SOURCES ...])
# Builds <name>.cpp as a Qt Test program and registers it; the harness, not the test, sets offscreen and language.
# Tests run beside each other: threads of OpenMP that wait by spinning would take the cores from one another.
# There are hundreds of them, so what one costs to build counts: moc reads the source alone, and code that runs once is optimised a little.
function(workbench_test name)
    cmake_parse_arguments(arg "" "LABEL" "SOURCES;LIBRARIES" ${ARGN})
    add_executable(${name} ${name}.cpp ${arg_SOURCES})
    set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests)
    if(arg_SOURCES)
        set_target_properties(${name} PROPERTIES AUTOMOC ON)
    else()
        workbench_moc(${name})
    endif()
    target_link_libraries(${name} PRIVATE ${arg_LIBRARIES} workbench-qtest $<BUILD_INTERFACE:workbench-warnings>)
    target_compile_options(${name} PRIVATE -O1)
    # Qt Test's headers differ by the modules of Qt that a test uses, GLib's flags by themselves.
    if("Qt6::Network" IN_LIST arg_LIBRARIES OR "PkgConfig::ARAVIS" IN_LIST arg_LIBRARIES)
    elseif(arg_LIBRARIES MATCHES "workbench-window|widgets")
        workbench_read_headers_once(${name} headers-of-widget-tests)
    elseif(arg_LIBRARIES MATCHES "Qt6::Gui|app-report|app-inspect|app-export")
        workbench_read_headers_once(${name} headers-of-picture-tests)
    else()
        workbench_read_headers_once(${name} headers-of-tests)
    endif()
    target_compile_definitions(${name} PRIVATE
        WORKBENCH_TEST_DATA="${PROJECT_SOURCE_DIR}/tests" WORKBENCH_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
    add_test(NAME ${name} COMMAND ${name})
    set_tests_properties(${name} PROPERTIES LABELS ${arg_LABEL} TIMEOUT 600
        ENVIRONMENT "QT_QPA_PLATFORM=offscreen;LC_ALL=C.UTF-8;QT_LOGGING_RULES=qt.qpa.*=false;OMP_WAIT_POLICY=passive")
endfunction()
