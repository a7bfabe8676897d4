#pragma once

#include <string>

namespace gateway {

// docs/gateway-reference.md: every command, page and field, in Markdown, from the table of settings.
std::string reference_document();

}  // namespace gateway
