#pragma once

#include "training/parameters_p.h"

#include <map>
#include <string>
#include <vector>

namespace inference::training {

/// Adam with bias correction (Kingma and Ba 2015), and decay of weights apart from the gradient (Loshchilov and Hutter 2019) where
/// `decay` is not 0. Its own, because what it remembers is saved by name and read again by any version of LibTorch.
class Adam {
public:
    struct Rates {
        double rate = 4e-5;
        double temperatures = 0.01;
        double beta1 = 0.5;
        double beta2 = 0.999;
        double decay = 0;  ///< of matrices and kernels; vectors and temperatures never decay
    };

    explicit Adam(const Rates& rates)
        : m_rates(rates)
    {
    }

    /// One step of every parameter that has a gradient, both rates times `factor`; the gradients are cleared.
    void step(Parameters& parameters, double factor);

    std::int64_t steps() const { return m_steps; }
    /// Running means of the gradient and of its square, by parameter: with steps() all that it remembers.
    struct Moments {
        Tensor first;
        Tensor second;
    };
    const std::map<std::string, Moments>& moments() const { return m_moments; }
    void restore(std::int64_t steps, std::map<std::string, Moments> moments);

private:
    /// Parameters of one rate and one decay, all at once: on a card hundreds of small tensors cost a launch each otherwise.
    struct Group {
        std::vector<Tensor> values, gradients, firsts, seconds;
    };
    void step(const Group& group, double rate, double decay) const;

    Rates m_rates;
    std::int64_t m_steps = 0;
    std::map<std::string, Moments> m_moments;
};

}  // namespace inference::training
