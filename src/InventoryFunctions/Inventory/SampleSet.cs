namespace InventoryFunctions.Inventory;

/// <summary>Whose sample items.</summary>
public enum SampleSet
{
    /// <summary>The scheduled update's, 20 items (parity A4).</summary>
    Scheduler,

    /// <summary>The inventory service's, 7 products (parity B1).</summary>
    Management,
}
