using Azure.Data.Tables;

namespace InventoryFunctions.Storage;

/// <summary>How rows are written.</summary>
internal static class TableEntityExtensions
{
    /// <summary>Writes a property where there is a value; a row has no property for what is not known.</summary>
    public static void SetIfKnown(this TableEntity row, string property, object? value)
    {
        if (value is not null)
        {
            row[property] = value;
        }
    }
}
