#pragma once

#include "store/accounts.h"
#include "store/reader_pool.h"
#include "store/writer.h"

namespace comity::store {

struct Accounts::Impl {
  Writer& writer;
  ReaderPool& readers;
};

}  // namespace comity::store
