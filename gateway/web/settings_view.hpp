#pragma once

#include "gateway/web/form.hpp"
#include "gateway/web/html.hpp"
#include "gateway/web/menu.hpp"

namespace gateway::web {

// The ways on from a place of the menu.
Html menu_view(const MenuNode& node);

// A list page: its columns, and for each row `add`, or `modify` and `delete`.
Html list_view(const Settings& settings, const MenuNode& node);

// An entry page: a form of one row, or of the fields that exist once. Fields carry what was typed and refused.
Html entry_view(const Place& place, const std::vector<Field>& fields, View view, const std::string& csrf);

// The question before a row is emptied.
Html deletion_view(const Settings& settings, const Place& place, const std::string& csrf);

}  // namespace gateway::web
