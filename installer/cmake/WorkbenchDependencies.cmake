# Everything comes from the system (Debian 12 names in installer/packages.txt); LibTorch may be another one.

if(WORKBENCH_TORCH_DIR)
    list(PREPEND CMAKE_PREFIX_PATH ${WORKBENCH_TORCH_DIR})
    set(Torch_ROOT ${WORKBENCH_TORCH_DIR})
endif()

find_package(Threads REQUIRED)

# nlohmann-json: header only
find_package(nlohmann_json 3 QUIET)
if(NOT nlohmann_json_FOUND)
    find_path(WORKBENCH_JSON_INCLUDE nlohmann/json.hpp HINTS ${WORKBENCH_JSON_DIR} REQUIRED)
    add_library(nlohmann_json::nlohmann_json INTERFACE IMPORTED)
    target_include_directories(nlohmann_json::nlohmann_json INTERFACE ${WORKBENCH_JSON_INCLUDE})
endif()

if(WORKBENCH_FUZZERS)
    return()
endif()

# LibTorch's own config sets global flags and knows only one target; ours is one imported target, system headers included.
find_package(Torch 1.13 REQUIRED)
add_library(workbench-torch INTERFACE)
target_include_directories(workbench-torch SYSTEM INTERFACE ${TORCH_INCLUDE_DIRS})
target_link_libraries(workbench-torch INTERFACE ${TORCH_LIBRARIES})
separate_arguments(workbench_torch_flags UNIX_COMMAND "${TORCH_CXX_FLAGS}")
target_compile_options(workbench-torch INTERFACE ${workbench_torch_flags})

# A LibTorch of the old C++ ABI has another std::string: all that meets it has to be built like it, and Qt and OpenCV are not.
if(WORKBENCH_ENGINE_ONLY)
    add_compile_options(${workbench_torch_flags})
    return()
elseif(TORCH_CXX_FLAGS MATCHES "_GLIBCXX_USE_CXX11_ABI=0")
    message(FATAL_ERROR "The LibTorch in ${TORCH_INSTALL_PREFIX} is built for the old C++ ABI, which Qt and OpenCV are not. "
                        "Take the one named cxx11-abi, or build the engine alone: cmake --preset engine-only")
endif()

find_package(Qt6 6.4 REQUIRED COMPONENTS Core Gui Widgets Svg Sql Concurrent Network Test LinguistTools PrintSupport)
find_package(OpenCV 4.5 REQUIRED COMPONENTS core imgproc imgcodecs calib3d videoio)
find_package(QCustomPlotQt6 REQUIRED)
find_package(spdlog REQUIRED)
find_package(OpenSSL REQUIRED COMPONENTS Crypto)
find_path(WORKBENCH_MATIO_INCLUDE matio.h REQUIRED)
find_library(WORKBENCH_MATIO matio REQUIRED)
add_library(workbench-matio INTERFACE)
target_include_directories(workbench-matio SYSTEM INTERFACE ${WORKBENCH_MATIO_INCLUDE})
target_link_libraries(workbench-matio INTERFACE ${WORKBENCH_MATIO})
add_library(workbench-opencv INTERFACE)
target_include_directories(workbench-opencv SYSTEM INTERFACE ${OpenCV_INCLUDE_DIRS})
target_link_libraries(workbench-opencv INTERFACE opencv_core opencv_imgproc opencv_imgcodecs)
add_library(workbench-opencv-calib3d INTERFACE)
target_link_libraries(workbench-opencv-calib3d INTERFACE workbench-opencv opencv_calib3d)
# Only for tests, which write videos: its many libraries cost 0.13 s of a program's start.
add_library(workbench-opencv-videoio INTERFACE)
target_link_libraries(workbench-opencv-videoio INTERFACE workbench-opencv opencv_videoio)
# Video files and streams
find_package(PkgConfig REQUIRED)
pkg_check_modules(FFMPEG REQUIRED IMPORTED_TARGET libavformat libavcodec libswscale libavutil)
# GenICam cameras; without it the program says that it can't
pkg_check_modules(ARAVIS QUIET IMPORTED_TARGET aravis-0.8)
# Verdicts sent to an MQTT broker; likewise
pkg_check_modules(MOSQUITTO QUIET IMPORTED_TARGET libmosquitto)
# A PLC that asks for parts and reads verdicts; likewise
pkg_check_modules(MODBUS QUIET IMPORTED_TARGET libmodbus)
# Parts that other programs send over HTTP
pkg_check_modules(MICROHTTPD REQUIRED IMPORTED_TARGET libmicrohttpd>=0.9.71)
# qpdf: links, outline and attachment of a report's PDF, and its reading when it is verified
find_package(qpdf REQUIRED)
add_library(workbench-qpdf INTERFACE)
target_include_directories(workbench-qpdf SYSTEM INTERFACE $<TARGET_PROPERTY:qpdf::libqpdf,INTERFACE_INCLUDE_DIRECTORIES>)
target_link_libraries(workbench-qpdf INTERFACE qpdf::libqpdf)
target_compile_definitions(workbench-qpdf INTERFACE POINTERHOLDER_TRANSITION=4)  # its own smart pointer is gone: std::shared_ptr everywhere
