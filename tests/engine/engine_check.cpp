// engine-check FOLDER [--device D] [--precision P]: the golden files of FOLDER on a chosen device, maps and, in float32 and where
// train.safetensors is, training. Exit 0 when all agree: float32 within 1e-4, bf16 maps within 1e-2, fp16 maps within 2e-3.
#include "golden_training.h"

#include "core/error.h"
#include "model/device.h"

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <iterator>

int main(int argc, char** argv)
{
    std::string folder, device = "auto", precision = "fp32";
    for (int i = 1; i < argc; ++i) {
        if (std::strcmp(argv[i], "--device") == 0 && i + 1 < argc)
            device = argv[++i];
        else if (std::strcmp(argv[i], "--precision") == 0 && i + 1 < argc)
            precision = argv[++i];
        else
            folder = argv[i];
    }
    if (folder.empty()) {
        std::fprintf(stderr, "usage: engine-check FOLDER [--device auto|cpu|cuda[:N]] [--precision fp32|bf16|fp16]\n");
        return 2;
    }
    try {
        const auto machine = inference::model::prepareMachine();
        const auto model = golden::loadModel(folder + "/clip.pt", folder + "/vcp.pth", golden::readCase(folder), device, precision);
        std::printf("LibTorch %s, %s %s, %s, %d threads, BLAS %s%s\n", machine.torchVersion.c_str(), model->facts().device.c_str(),
                    model->facts().deviceName.c_str(), model->facts().precision.c_str(), machine.threads,
                    machine.blasLibrary.c_str(), machine.referenceBlas ? " (the slow reference)" : "");
        bool good = true;
        std::printf("%-42s %12s %12s %10s\n", "tensor", "difference", "of", "allowed");
        auto figures = golden::compare(*model, folder, golden::tolerancesOf(precision));
        if (precision == "fp32" && std::filesystem::exists(folder + "/train.safetensors"))
            std::ranges::move(golden::compareTraining(folder, device), std::back_inserter(figures));
        for (const auto& figure : figures) {
            good = good && figure.passes();
            std::printf("%-42s %12.3g %12.4g %10.1g  %s\n", figure.name.c_str(), figure.greatestDifference, figure.scale,
                        figure.tolerance, figure.passes() ? "ok" : "DIFFERS");
        }
        return good ? 0 : 1;
    } catch (const std::exception& error) {
        std::fprintf(stderr, "engine-check: %s\n", error.what());
        return 2;
    }
}
