namespace InventoryFunctions.Tests.Reservations;

/// <summary>One thing that happens in a <see cref="Scenario"/>.</summary>
internal sealed record Step(StepKind Kind, int Order, int Item, int Quantity, bool Held)
{
    public string OrderId => $"order:{Order}";

    public string ItemId => $"item-{Item}";

    public override string ToString() => $"{Kind} {OrderId} {ItemId} {Quantity}{(Held ? " held" : "")}";
}
