namespace InventoryFunctions.Orders;

/// <summary>The answer to somebody who wants to be the first with something.</summary>
/// <param name="Standing">What stands: the own, or what was there before.</param>
/// <param name="IsFirst">Whether it is the own. False now and then for the first as well, where storage's answer was lost on the way.</param>
/// <param name="At">When what stands was written.</param>
public sealed record OrderClaim<T>(T Standing, bool IsFirst, DateTimeOffset At);
