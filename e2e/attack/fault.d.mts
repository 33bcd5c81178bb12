export declare const NAME: string;
