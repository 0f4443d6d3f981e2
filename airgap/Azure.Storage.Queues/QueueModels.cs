namespace Azure.Storage.Queues.Models;

[Flags]
public enum QueueTraits
{
    None = 0,
    Metadata = 1,
}

public class QueueItem
{
    internal QueueItem() { }
    public string Name { get; internal set; }
    public IDictionary<string, string> Metadata { get; internal set; }
}

public class QueueProperties
{
    public int ApproximateMessagesCount => checked((int)ApproximateMessagesCountLong);
    public long ApproximateMessagesCountLong { get; internal set; }
    public IDictionary<string, string> Metadata { get; internal set; }
}

public class SendReceipt
{
    internal SendReceipt() { }
    public string MessageId { get; internal set; }
    public DateTimeOffset InsertionTime { get; internal set; }
    public DateTimeOffset ExpirationTime { get; internal set; }
    public string PopReceipt { get; internal set; }
    public DateTimeOffset TimeNextVisible { get; internal set; }
}

public class UpdateReceipt
{
    internal UpdateReceipt() { }
    public string PopReceipt { get; internal set; }
    public DateTimeOffset NextVisibleOn { get; internal set; }
}

public class PeekedMessage
{
    internal PeekedMessage() { }
    public string MessageId { get; internal set; }
    public string MessageText => Body?.ToString();
    public BinaryData Body { get; internal set; }
    public DateTimeOffset? InsertedOn { get; internal set; }
    public DateTimeOffset? ExpiresOn { get; internal set; }
    public long DequeueCount { get; internal set; }
}

public class QueueMessage
{
    internal QueueMessage() { }
    public string MessageId { get; internal set; }
    public string PopReceipt { get; internal set; }
    public string MessageText => Body?.ToString();
    public BinaryData Body { get; internal set; }
    public DateTimeOffset? NextVisibleOn { get; internal set; }
    public DateTimeOffset? InsertedOn { get; internal set; }
    public DateTimeOffset? ExpiresOn { get; internal set; }
    public long DequeueCount { get; internal set; }

    public QueueMessage Update(UpdateReceipt updated) => QueuesModelFactory.QueueMessage(
        MessageId, updated.PopReceipt, Body, DequeueCount, updated.NextVisibleOn, InsertedOn, ExpiresOn);
}

public static class QueuesModelFactory
{
    public static QueueMessage QueueMessage(
        string messageId, string popReceipt, string messageText, long dequeueCount,
        DateTimeOffset? nextVisibleOn = null, DateTimeOffset? insertedOn = null, DateTimeOffset? expiresOn = null) =>
        QueueMessage(messageId, popReceipt, new BinaryData(messageText), dequeueCount, nextVisibleOn, insertedOn, expiresOn);

    public static QueueMessage QueueMessage(
        string messageId, string popReceipt, BinaryData body, long dequeueCount,
        DateTimeOffset? nextVisibleOn = null, DateTimeOffset? insertedOn = null, DateTimeOffset? expiresOn = null) => new()
        {
            MessageId = messageId,
            PopReceipt = popReceipt,
            Body = body,
            DequeueCount = dequeueCount,
            NextVisibleOn = nextVisibleOn,
            InsertedOn = insertedOn,
            ExpiresOn = expiresOn,
        };

    public static SendReceipt SendReceipt(
        string messageId, DateTimeOffset insertionTime, DateTimeOffset expirationTime, string popReceipt, DateTimeOffset timeNextVisible) => new()
        {
            MessageId = messageId,
            InsertionTime = insertionTime,
            ExpirationTime = expirationTime,
            PopReceipt = popReceipt,
            TimeNextVisible = timeNextVisible,
        };

    public static UpdateReceipt UpdateReceipt(string popReceipt, DateTimeOffset nextVisibleOn) => new() { PopReceipt = popReceipt, NextVisibleOn = nextVisibleOn };
}

public readonly struct QueueAudience(string value) : IEquatable<QueueAudience>
{
    private readonly string value = value;
    public static QueueAudience PublicAudience { get; } = new("https://storage.azure.com/");
    public static QueueAudience CreateQueueServiceAccountAudience(string storageAccountName) => new($"https://{storageAccountName}.queue.core.windows.net/");
    public bool Equals(QueueAudience other) => string.Equals(value, other.value, StringComparison.Ordinal);
    public override bool Equals(object obj) => obj is QueueAudience other && Equals(other);
    public override int GetHashCode() => value?.GetHashCode(StringComparison.Ordinal) ?? 0;
    public override string ToString() => value;
    public static bool operator ==(QueueAudience left, QueueAudience right) => left.Equals(right);
    public static bool operator !=(QueueAudience left, QueueAudience right) => !left.Equals(right);
    public static implicit operator QueueAudience(string value) => new(value);
}

public readonly struct QueueErrorCode(string value) : IEquatable<QueueErrorCode>
{
    private readonly string value = value;
    public static QueueErrorCode AuthenticationFailed { get; } = new("AuthenticationFailed");
    public static QueueErrorCode MessageNotFound { get; } = new("MessageNotFound");
    public static QueueErrorCode MessageTooLarge { get; } = new("MessageTooLarge");
    public static QueueErrorCode PopReceiptMismatch { get; } = new("PopReceiptMismatch");
    public static QueueErrorCode QueueAlreadyExists { get; } = new("QueueAlreadyExists");
    public static QueueErrorCode QueueBeingDeleted { get; } = new("QueueBeingDeleted");
    public static QueueErrorCode QueueNotFound { get; } = new("QueueNotFound");
    public static QueueErrorCode RequestBodyTooLarge { get; } = new("RequestBodyTooLarge");
    public static QueueErrorCode ServerBusy { get; } = new("ServerBusy");
    public bool Equals(QueueErrorCode other) => string.Equals(value, other.value, StringComparison.OrdinalIgnoreCase);
    public bool Equals(string other) => Equals(new QueueErrorCode(other));
    public override bool Equals(object obj) => obj is QueueErrorCode other && Equals(other);
    public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(value ?? "");
    public override string ToString() => value;
    public static bool operator ==(QueueErrorCode left, QueueErrorCode right) => left.Equals(right);
    public static bool operator !=(QueueErrorCode left, QueueErrorCode right) => !left.Equals(right);
    public static bool operator ==(QueueErrorCode code, string value) => code.Equals(value);
    public static bool operator !=(QueueErrorCode code, string value) => !code.Equals(value);
    public static bool operator ==(string value, QueueErrorCode code) => code.Equals(value);
    public static bool operator !=(string value, QueueErrorCode code) => !code.Equals(value);
    public static implicit operator QueueErrorCode(string value) => new(value);
}
