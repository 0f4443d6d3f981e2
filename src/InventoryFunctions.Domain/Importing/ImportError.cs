using InventoryFunctions.Domain.Validation;

namespace InventoryFunctions.Domain.Importing;

/// <summary>Why one row of an import is not applied.</summary>
/// <param name="Line">The row's line in the file; the header is line 1.</param>
/// <param name="ItemId">The row's item, or null where its id is what is wrong.</param>
/// <param name="Rule">The column and what is asked of it.</param>
/// <param name="Value">The cell as it stands in the file, shortened, or null where there is none.</param>
public sealed record ImportError(int Line, string? ItemId, BrokenRule Rule, string? Value);
