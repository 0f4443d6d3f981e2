using InventoryFunctions.Domain.Inventory;
using InventoryFunctions.Domain.Reservations;
using InventoryFunctions.Domain.Validation;

namespace InventoryFunctions.Domain.Recovery;

/// <summary>An item as it stands, with what orders hold of it.</summary>
/// <param name="ItemId">Its id.</param>
/// <param name="Item">The item, or null where there is none, or none that can be read.</param>
/// <param name="Unreadable">The first rule that its row breaks, or null.</param>
/// <param name="Open">Its open reservations.</param>
/// <param name="UnreadableOrders">The orders whose reservations can't be read.</param>
public sealed record PresentItem(
    string ItemId, InventoryItem? Item, BrokenRule? Unreadable, IReadOnlyList<Reservation> Open, IReadOnlyList<string> UnreadableOrders);
