#pragma once

#include <vector>

#include "phones/boot.hpp"

namespace phones {

// The inner arrows of a boot: from file to file, from the bootROM to the application, to the account. Pure.

// Asks for the file the pass stands at, or, past the last one, ends the phase. `notes` come first in the result.
BootTransition fetch_next(Pass pass, const BootContext& context, std::vector<BootNote> notes);

// The answer to that request.
BootTransition fetched(Pass pass, const Fetched& answer, const BootContext& context);

}  // namespace phones
