using InventoryFunctions.Domain.Reservations;

namespace InventoryFunctions.Domain.Orders;

/// <summary>The words of orders in events and in the API.</summary>
public static class OrderWords
{
    /// <summary>The policies by their words.</summary>
    public static IReadOnlyDictionary<string, OrderPolicy> Policies { get; } =
        Enum.GetValues<OrderPolicy>().ToDictionary(Of, StringComparer.OrdinalIgnoreCase);

    /// <summary>The word for <paramref name="policy"/>.</summary>
    public static string Of(OrderPolicy policy) => policy == OrderPolicy.Partial ? "partial" : "allOrNothing";

    /// <summary>The word for <paramref name="reason"/>.</summary>
    public static string Of(UnavailableReason reason) => reason switch
    {
        UnavailableReason.Insufficient => "insufficient",
        UnavailableReason.OutOfStock => "outOfStock",
        UnavailableReason.Unreadable => "unreadable",
        _ => "unknownProduct",
    };
}
