namespace InventoryFunctions.Notifications;

/// <summary>A mail to one recipient.</summary>
/// <param name="OperationId">Always the same for the same mail: who is asked to send it again can tell.</param>
/// <param name="To">The recipient's address.</param>
/// <param name="Subject">The subject: one line.</param>
/// <param name="PlainText">The body as text.</param>
/// <param name="Html">The same as HTML.</param>
public sealed record EmailMessage(Guid OperationId, string To, string Subject, string PlainText, string Html);
