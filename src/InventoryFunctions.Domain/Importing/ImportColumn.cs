namespace InventoryFunctions.Domain.Importing;

/// <summary>The columns an import may have, named as in the file's header.</summary>
public enum ImportColumn
{
    /// <summary><c>itemId</c>, the only one that must be there.</summary>
    ItemId,

    /// <summary><c>name</c></summary>
    Name,

    /// <summary><c>category</c></summary>
    Category,

    /// <summary><c>price</c>, with a decimal point.</summary>
    Price,

    /// <summary><c>stock</c>; see <see cref="ImportMode"/>.</summary>
    Stock,

    /// <summary><c>threshold</c></summary>
    Threshold,

    /// <summary><c>minPurchaseQuantity</c></summary>
    MinPurchaseQuantity,
}
