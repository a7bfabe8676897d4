#pragma once

#include <string>
#include <vector>

#include "gateway/web/html.hpp"

namespace gateway::web {

// What stands around the content of every page.
struct Frame {
  struct Crumb {
    std::string name;
    std::string path;
  };
  enum class Tone { notice, warning, error };
  struct Message {
    Tone tone;
    std::string text;
  };

  std::string title;
  std::string serial;
  std::vector<Crumb> trail = {};  // the way here, the page itself last
  std::string csrf = {};          // empty: nobody is logged in
  bool unsaved = false;           // settings that a restart would lose; shown with a button that saves them
  std::vector<Message> messages = {};
};

// A whole page, ready to be sent.
std::string framed(const Frame& frame, const Html& content);

Html csrf_field(const std::string& csrf);
Html button(std::string_view name, std::string_view value, std::string_view label);

}  // namespace gateway::web
