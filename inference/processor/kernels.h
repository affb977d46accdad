#pragma once

#include <cstddef>
#include <cstdint>

/// The inner loops of a transformer on the processor, once for each set of instructions. Plain data, no library.
///
/// Both operands of a product lie packed. A unit is what one lane holds along the sum: one float, or two neighbouring bf16.
/// Left operand, rows in tiles of R: unit u of row r lies at (u / G) * R * G + r * G + u % G of its tile, which has `units` * R units;
/// G is 1, or 16 where tiles of the processor read whole lines (AMX).
/// Right operand, columns in panels of C: unit u of column c lies at u * C + c of its panel, which has `units` * C units.
namespace inference::processor {

/// A product is cut into tasks of so many rows and columns at most, so that a task's operands and sums stay in the second cache.
inline constexpr int rowsOfTask = 96, columnsOfTask = 384;
/// By halves the operands are added first, for which large tasks pay; their sums stay in the third cache.
inline constexpr int rowsByHalves = 352, columnsByHalves = 768;
inline constexpr int headWidth = 64;   ///< of every CLIP tower
inline constexpr int keysOfBlock = 256;  ///< attention meets the keys in blocks of so many
/// Units of packed operands come in multiples of this, and keys too; what is added is zero.
inline constexpr int unitMultiple = 16, keyMultiple = 32;

enum class Output {
    Store,     ///< out[row][column] = value
    Add,       ///< out[row][column] += value
    PackGelu,  ///< the exact GELU of the value becomes the left operand of the next product
};

/// Tiles [firstTile, lastTile) of the left operand times panels [firstPanel, lastPanel) of the right one, plus bias.
struct ProductTask {
    const void* left = nullptr;        ///< first tile of all
    const void* right = nullptr;       ///< first panel of all
    const float* bias = nullptr;       ///< one for each column, padded to whole panels
    int units = 0;                     ///< of the left operand
    int rows = 0, columns = 0;         ///< of the whole product, unpadded
    int firstTile = 0, lastTile = 0, firstPanel = 0, lastPanel = 0;
    Output output = Output::Store;
    float* out = nullptr;              ///< rows x stride
    std::ptrdiff_t stride = 0;
    void* packed = nullptr;            ///< PackGelu: first tile of the next left operand
    int packedUnits = 0;
    float* scratch = nullptr;          ///< scratchFloats of the thread's own
};

/// LayerNorm of the rows of one tile, as left operand.
struct NormTask {
    const float* in = nullptr;  ///< `rows` x width
    int rows = 0;               ///< at most a tile's
    int width = 0;              ///< a multiple of 64
    const float* weight = nullptr;
    const float* bias = nullptr;
    float epsilon = 0;
    void* packed = nullptr;     ///< the tile
    int packedUnits = 0;
    float* scratch = nullptr;
};

/// One head of one image: keys and values as left operands, the values turned (64 rows, keys along the sum).
struct HeadTask {
    const float* queryKeyValue = nullptr;  ///< the image's [tokens][3 width], at the head's first query value
    int tokens = 0, width = 0;
    void* keys = nullptr;    ///< paddedKeys(tokens) rows of 64
    void* values = nullptr;  ///< 64 rows of paddedKeys(tokens)
};

/// softmax(q k^T / 8) v for queries [first, last) of one head.
struct AttentionTask {
    HeadTask head;
    int first = 0, last = 0;  ///< at most rowsOfTask queries
    void* packed = nullptr;   ///< first tile of the left operand of the projection that follows
    int packedUnits = 0;
    int packedRow = 0;        ///< row of the image's first token there
    int packedColumn = 0;     ///< the head's first column there
    float* scratch = nullptr;
};

/// One set of instructions. The functions are pure but for their outputs; any thread.
struct Kernels {
    const char* name;
    int tileRows;      ///< R
    int panelColumns;  ///< C
    int group;         ///< G
    int unitValues;    ///< 1: float32; 2: bf16 that the processor multiplies itself
    bool keptAsBrain;  ///< panels hold bf16 pairs and everything else floats rounded to bf16: they are widened in the cache
    std::size_t scratchFloats;
    void (*product)(const ProductTask&);
    /// The same for tasks of rowsByHalves x columnsByHalves at most, with an eighth less to multiply; null without. Rounding is some times as
    /// large, 2e-6 of the greatest value, and depends on the rows that a row is added to, in a batch another image's too, and on the number of
    /// threads (packed_linear.cpp): beside a row a thousand times as large it is 8e-4 of the row's own greatest value at most (measured by processor-check).
    void (*productByHalves)(const ProductTask&);
    void (*norm)(const NormTask&);
    void (*packHead)(const HeadTask&);
    void (*attend)(const AttentionTask&);
};

/// The widest set this processor has. Never null. The first call may ask the system for AMX; any thread.
const Kernels& float32Kernels();
/// With instructions for bf16: AMX, else AVX512_BF16; null without.
const Kernels* nativeBrainKernels();
/// For weights kept as bf16 and multiplied in float32.
const Kernels& widenedBrainKernels();

constexpr int roundedUp(int value, int multiple)
{
    return (value + multiple - 1) / multiple * multiple;
}

constexpr int paddedKeys(int tokens)
{
    return roundedUp(tokens, keyMultiple);
}

}  // namespace inference::processor
