#pragma once

// LibTorch's headers, in one place and precompiled. Private to this folder: included by its .cpp and *_p.h files only.
#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <c10/core/GradMode.h>
#include <c10/core/InferenceMode.h>
#include <torch/version.h>
