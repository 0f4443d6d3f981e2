namespace InventoryFunctions.Poison;

/// <summary>What <c>POST /poison/{queue}/redrive</c> did.</summary>
/// <param name="Redriven">Messages put back.</param>
/// <param name="Remaining">About how many are left: call again.</param>
public sealed record RedriveAnswer(int Redriven, int Remaining);
