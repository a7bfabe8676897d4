#pragma once

#include <memory>

#include "scenarios/evidence.hpp"
#include "scenarios/judge.hpp"
#include "scenarios/step.hpp"

namespace scenarios {

// The judge of an expectation, from `start` on; null when the step is no expectation. `step` and `evidence` must
// outlive it.
std::unique_ptr<Judge> make_judge(const Step& step, net::TimePoint start, const Evidence& evidence);

// The judge of expect_log; make_judge() is the door to it.
std::unique_ptr<Judge> make_log_judge(const ExpectLog& expected, net::TimePoint start, const Evidence& evidence);

}  // namespace scenarios
