namespace InventoryFunctions.Storage;

/// <summary>
/// What Table Storage accepts
/// (https://learn.microsoft.com/rest/api/storageservices/performing-entity-group-transactions and
/// …/understanding-the-table-service-data-model). Checked before anything is sent, because the emulator is less strict than Azure.
/// </summary>
/// <param name="TransactionOperations">Operations in one entity-group transaction.</param>
/// <param name="TransactionBytes">Bytes of one transaction as it is sent.</param>
/// <param name="EntityBytes">Bytes of one entity, names and values of its properties together.</param>
/// <param name="BinaryPropertyBytes">Bytes of one binary property.</param>
public sealed record TableLimits(int TransactionOperations, int TransactionBytes, int EntityBytes, int BinaryPropertyBytes)
{
    /// <summary>The limits of Azure Table Storage.</summary>
    public static TableLimits Azure { get; } = new(100, 4 * 1024 * 1024, 1024 * 1024, 64 * 1024);
}
