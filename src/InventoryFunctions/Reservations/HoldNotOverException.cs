namespace InventoryFunctions.Reservations;

/// <summary>A reservation should expire before its time: the clocks of two hosts differ, and the step is tried again in a moment.</summary>
public sealed class HoldNotOverException(string orderId) : Exception($"The hold of order {orderId} is not over yet.");
