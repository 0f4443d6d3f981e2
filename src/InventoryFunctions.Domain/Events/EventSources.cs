namespace InventoryFunctions.Domain.Events;

/// <summary>The <c>source</c> of CloudEvents, in the originals' own names (parity B2, B4).</summary>
public static class EventSources
{
    /// <summary>Whoever takes orders.</summary>
    public const string Orders = "com.orders";

    /// <summary>The inventory.</summary>
    public const string Inventory = "com.inventory";
}
