using InventoryFunctions.Domain.Importing;

namespace InventoryFunctions.Importing;

/// <summary>A line of a file: a sound row, or why it is none.</summary>
internal readonly record struct ImportLine(ImportRow? Row, IReadOnlyList<ImportError> Errors)
{
    public static ImportLine Sound(ImportRow row) => new(row, []);

    public static ImportLine Broken(IReadOnlyList<ImportError> errors) => new(null, errors);
}
