#pragma once

#include <span>
#include <string>
#include <string_view>

#include "scenarios/result.hpp"

namespace reports {

// The results as JUnit XML, the dialect that CI servers read: a test case for each scenario, class name = its
// folder and world, name = its file's stem (numbered when two are equal). Masked, and always well-formed.
std::string junit_xml(std::span<const scenarios::CaseResult> results);

std::string xml_escaped(std::string_view text);  // what XML 1.0 cannot hold becomes U+FFFD

}  // namespace reports
