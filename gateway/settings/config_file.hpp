#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "gateway/settings/settings.hpp"

namespace gateway {

// A mistake in a configuration file, with the author's own line.
struct Diagnostic {
  std::size_t line;    // from 1
  std::size_t column;  // from 1, in octets
  std::size_t length;  // of the culprit
  std::string message;
  std::string help;
  std::string source;  // the whole line
};

// file:line:col: error: sentence, the line, carets, help.
std::string to_string(const Diagnostic& diagnostic, std::string_view file);

struct ConfigResult {
  Settings settings;  // after all lines that were right
  std::vector<Diagnostic> mistakes;
};

// A text of commands, one a line; a line that begins with '#' is a comment. Every mistake is told, not only the
// first.
ConfigResult read_config(std::string_view text, Settings base);

// The file that makes these settings from any profile, with the page's path over each page's commands.
std::string config_text(const Settings& settings);

}  // namespace gateway
